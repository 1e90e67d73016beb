"""What goes wrong, as JSON: the same code, fields and sentence as on a page, under the status that programs expect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from congthuong.api import problems as own
from congthuong.api.doors import api_rate
from congthuong.api.fields import FORMS_IN_WORDS
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.collection import problems as collection
from congthuong.apps.documents import problems as documents
from congthuong.apps.procedures import problems as procedures
from congthuong.apps.programme import problems as programme
from congthuong.apps.registers import problems as registers
from congthuong.apps.registers.kinds import NoSuchRegister
from congthuong.apps.reports.queries import NoReport, UnknownReport
from congthuong.core.problems import Problem, Problems
from congthuong.web.problems import NotFound

STATUSES: tuple[tuple[int, tuple[type[Problem], ...]], ...] = (
    (401, (own.NoToken,)),
    (403, (Forbidden,)),
    (
        404,
        (
            NotFound,
            NoReport,
            UnknownReport,
            collection.NoSuchReturn,
            collection.NoSuchForm,
            own.NoSuchAddress,
            own.NoSuchIndicator,
            NoSuchRegister,
            registers.NoSuchRow,
            programme.NoSuchTask,
        ),
    ),
    (405, (own.NotThisWay,)),
    (
        409,
        (
            collection.ReturnLocked,
            collection.WrongState,
            collection.ReturnChanged,
            collection.ApprovedAlready,
            own.KeyUsedOtherwise,
            own.CellNotSaved,
            registers.RowChangedMeanwhile,
            registers.RowWithdrawn,
            documents.DocumentKnown,
            programme.TaskChanged,
            programme.WrongTaskState,
            procedures.DossierChanged,
            procedures.WrongStep,
            procedures.SupplementTwice,
        ),
    ),
    (413, (own.BodyTooLarge, collection.TooManyChanges)),
    (429, (own.TooManyCalls,)),
)
MOST_TOLD = 200


def status_of(problems: Iterable[Problem]) -> int:
    """The status of the first that has one of its own; 422: it was understood, and is wrong."""
    for problem in problems:
        for status, kinds in STATUSES:
            if isinstance(problem, kinds):
                return status
    return 422


def answer(problems: Sequence[Problem], status: int | None = None) -> HttpResponse:
    data: dict[str, Any] = {"problems": [one.as_dict() for one in problems[:MOST_TOLD]]}
    if len(problems) > MOST_TOLD:
        data["more"] = len(problems) - MOST_TOLD
    response = JsonResponse(
        data, status=status or status_of(problems), json_dumps_params={"ensure_ascii": False}
    )
    if response.status_code == 401:
        response["WWW-Authenticate"] = 'Bearer realm="so-cong-thuong"'
    return response


def install(api: NinjaAPI, megabytes: int) -> None:
    """Every way in which a call can fail, told in one form."""

    @api.exception_handler(Problem)
    def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
        return answer([error])

    @api.exception_handler(Problems)
    def _problems(request: HttpRequest, error: Problems) -> HttpResponse:
        return answer(error.problems)

    @api.exception_handler(AuthenticationError)
    def _stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer([own.NoToken()])

    @api.exception_handler(Throttled)
    def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        seconds = int(error.wait or 1)
        response = answer([own.TooManyCalls(most=api_rate()[0], seconds=seconds)])
        response["Retry-After"] = str(max(1, seconds))
        return response

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return answer([_parameter(one) for one in error.errors])

    @api.exception_handler(RequestDataTooBig)
    def _large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return answer([own.BodyTooLarge(megabytes=megabytes)])

    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer([own.NoSuchAddress()])

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer([own.BadBody()], status=error.status_code)


_SAID = {
    "missing": "thiếu",
    "extra_forbidden": "không có tham số này",
    "string_pattern_mismatch": "viết không đúng dạng",
    "string_too_long": "quá dài",
    "string_too_short": "quá ngắn",
    "string_type": "phải là chữ",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "greater_than_equal": "nhỏ hơn mức cho phép",
    "less_than_equal": "lớn hơn mức cho phép",
    "literal_error": "không phải một trong các giá trị cho phép",
    "date_parsing": "phải là ngày dạng 2026-05-31",
    "date_from_datetime_parsing": "phải là ngày dạng 2026-05-31",
    "too_long": "quá nhiều phần tử",
    "too_short": "quá ít phần tử",
}


def _parameter(error: dict[str, Any]) -> Problem:
    """The place in the call, without the names that the framework puts before it."""
    loc = [str(part) for part in error.get("loc", ())]
    place = loc[2:] if loc[:1] == ["body"] and len(loc) > 2 else loc[1:] or loc
    place = [
        part for part in place if "[" not in part
    ]  # "literal['dang',…]": how the framework calls a choice
    said = _SAID.get(str(error.get("type")), "giá trị không dùng được")
    wanted = FORMS_IN_WORDS.get(str(error.get("ctx", {}).get("pattern", "")))
    if wanted:
        said += f", phải là {wanted}"
    if error.get("type") == "literal_error":
        said += ": " + str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    return own.BadParameter(name=".".join(place)[:120], what=said)
