"""Who applies, as a form says it: read, checked, everything that is wrong told at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from congthuong.apps.procedures.models import ApplicantKind
from congthuong.apps.procedures.problems import (
    EmailWrong,
    FieldMissing,
    FieldTooLong,
    IdentityWrong,
    PhoneWrong,
    WrongChoice,
)
from congthuong.core.identity import TAX_LENGTHS, person_number_of, phone_of, plain, tax_number_of
from congthuong.core.problems import Problem, Problems

LIMITS = {
    "name": ("họ tên, tên đơn vị", 200),
    "identity": ("số định danh, mã số thuế", 30),
    "phone": ("điện thoại", 30),
    "email": ("thư điện tử", 120),
    "address": ("địa chỉ", 300),
}
FIELDS = {
    "name": "ten", "identity": "dinh-danh", "phone": "dien-thoai", "email": "thu", "address": "dia-chi",
}  # fmt: skip
"""Where a form asks for them: a problem says `at` which field it is."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who applies."""

    name: str
    kind: str = ApplicantKind.PERSON
    identity: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


def checked_applicant(person: Person, on: date, *, reachable: bool = False) -> Person:
    """As it is kept, numbers without what people put between their digits. `reachable`: whoever hands in without coming
    must be found again, by phone and number. Raises Problem or Problems for everything that is wrong."""
    wrong: list[Problem] = []
    told = {name: getattr(person, name).strip() for name in LIMITS}
    if person.kind not in ApplicantKind.values:
        wrong.append(WrongChoice(value=person.kind[:20], what="loại người nộp", at="loai"))
    if not told["name"]:
        wrong.append(FieldMissing(what="họ tên hoặc tên đơn vị của người nộp", at="ten"))
    for name, (words, limit) in LIMITS.items():
        if len(told[name]) > limit:
            wrong.append(FieldTooLong(what=words, limit=limit, at=FIELDS[name]))
    told["identity"] = _identity(person.kind, told["identity"], on, wrong, needed=reachable)
    told["phone"] = _phone(told["phone"], wrong, needed=reachable)
    _email(told["email"], wrong)
    if wrong:
        raise wrong[0] if len(wrong) == 1 else Problems(wrong)
    return Person(kind=person.kind, **told)


def _identity(kind: str, text: str, on: date, wrong: list[Problem], *, needed: bool) -> str:
    """A person has an identity number, an organisation a tax number, a household either."""
    if not text:
        if needed:
            wrong.append(FieldMissing(what="số định danh (căn cước) hoặc mã số thuế", at="dinh-danh"))
        return ""
    try:
        if kind == ApplicantKind.ORGANISATION:
            return tax_number_of(text)
        if kind == ApplicantKind.HOUSEHOLD and len(plain(text)) in TAX_LENGTHS:
            return tax_number_of(text)
        return person_number_of(text, on)
    except ValueError as why:
        wrong.append(IdentityWrong(why=str(why), at="dinh-danh"))
        return ""


def _phone(text: str, wrong: list[Problem], *, needed: bool) -> str:
    if not text:
        if needed:
            wrong.append(FieldMissing(what="số điện thoại để cơ quan báo tin", at="dien-thoai"))
        return ""
    try:
        return phone_of(text)
    except ValueError as why:
        wrong.append(PhoneWrong(why=str(why), at="dien-thoai"))
        return ""


def _email(text: str, wrong: list[Problem]) -> None:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        wrong.append(EmailWrong(email=text[:60], at="thu"))
