"""Inside the measured process: a table of dossiers, then it and the bare tables asked in turns; milliseconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import django

Work = Callable[[], object]
NOW = "timestamptz '2026-11-20 10:00+07'"
FILL = (
    """INSERT INTO procedures_procedure (code) SELECT '1.' || lpad(n::text, 6, '0') FROM generate_series(1, 119) n""",
    """INSERT INTO procedures_procedureversion (procedure_id, number, change, name, field, kind, organisation, term_kind,
           legal_term, reduction_decision, online_level, national_portal, components, decision, valid_from, recorded_on,
           source, recorded_at, at_counter)
       SELECT id, 1, 'announced', 'Cấp giấy chứng nhận hóa chất số ' || id, 'Hóa chất', 'cong_nghiep',
           (ARRAY['don-vi-1', 'don-vi-2', 'don-vi-3'])[1 + id % 3], 'working_days', 8, '', '4', true, '[]', 'QĐ 1',
           date '2010-01-01', date '2010-01-01', '', now(), false FROM procedures_procedure""",
    f"""INSERT INTO procedures_dossier (id, number, lookup_code, procedure_id, version_id, kind, organisation, channel,
           return_channel, state, papers, term_kind, term, registered_at, received_at, due_at, paused_at, supplement_at,
           closed_at, timeliness, result, result_number, search, source, revision)
       SELECT n, 'H59.SCT-' || lpad(n::text, 9, '0'), upper(substr(md5(n::text), 1, 12)), v.procedure_id, v.id, v.kind,
           v.organisation, 1 + n %% 3, 1, CASE WHEN n > 900 THEN 10 WHEN n %% 10 = 0 THEN 5 ELSE 4 END, '[]',
           'working_days', 8, at, at, at + interval '10 days', CASE WHEN n <= 900 AND n %% 10 = 0 THEN at + interval '1 day' END,
           CASE WHEN n <= 900 AND n %% 10 = 0 THEN at + interval '1 day' END,
           CASE WHEN n > 900 THEN at + (1 + n %% 9) * interval '1 day' + CASE WHEN n %% 50 = 0 THEN interval '9 days' ELSE interval '0' END END,
           CASE WHEN n <= 900 THEN '' WHEN n %% 50 = 0 THEN 'late' ELSE 'early' END, CASE WHEN n > 900 THEN 'granted' ELSE '' END, '',
           'h59.sct-' || lpad(n::text, 9, '0') || ' cap giay chung nhan hoa chat so ' || v.id, '', 1
       FROM (SELECT n, {NOW} - n * interval '315 seconds' AS at FROM generate_series(1, %s) n) made
       JOIN procedures_procedureversion v ON v.id = (SELECT min(id) FROM procedures_procedureversion) + n %% 119""",
    """INSERT INTO procedures_applicant (dossier_id, kind, name, identity, phone, email, address, purpose, request, search)
       SELECT id, 'person', 'Nguyễn Văn ' || (ARRAY['Hạnh', 'An', 'Bình', 'Cúc'])[1 + id % 4] || ' ' || id % 5000, '', '', '', '', 'x', '',
           search || ' nguyen van ' || (ARRAY['hanh', 'an', 'binh', 'cuc'])[1 + id % 4] || ' ' || id % 5000 FROM procedures_dossier""",
    """INSERT INTO procedures_pause (dossier_id, state, since, due_before)
       SELECT id, 5, paused_at, due_at FROM procedures_dossier WHERE paused_at IS NOT NULL""",
    "SELECT setval(pg_get_serial_sequence('procedures_dossier', 'id'), (SELECT max(id) FROM procedures_dossier))",
)  # fmt: skip
COLUMNS = "d.*, v.name, o.name, a.name, a.kind"
JOINED = """procedures_dossier d JOIN procedures_procedureversion v ON v.id = d.version_id
    LEFT JOIN catalogue_organisation o ON o.code = d.organisation JOIN procedures_applicant a ON a.dossier_id = d.id"""
FOUND = """array_to_tsvector(string_to_array(a.search, ' ')) @@ '''hanh'':*'::tsquery
    AND array_to_tsvector(string_to_array(a.search, ' ')) @@ '''4242'':*'::tsquery"""
PROGRESS = """
    SELECT {group}, count(*), count(*) FILTER (WHERE received_at < %(first)s), count(*) FILTER (WHERE received_at >= %(first)s),
        count(*) FILTER (WHERE received_at >= %(first)s AND channel = 1), count(*) FILTER (WHERE received_at >= %(first)s AND channel = 2),
        count(*) FILTER (WHERE received_at >= %(first)s AND channel = 3), count(*) FILTER (WHERE closed_at < %(end)s),
        count(*) FILTER (WHERE closed_at < %(end)s AND timeliness = 'early'), count(*) FILTER (WHERE closed_at < %(end)s AND timeliness = 'on_time'),
        count(*) FILTER (WHERE closed_at < %(end)s AND timeliness = 'late'), count(*) FILTER (WHERE (closed_at IS NULL OR closed_at >= %(end)s) AND (p.since IS NULL OR p.since >= %(end)s)),
        count(*) FILTER (WHERE (closed_at IS NULL OR closed_at >= %(end)s) AND (p.since IS NULL OR p.since >= %(end)s) AND coalesce(p.due_before, due_at) >= %(end)s),
        count(*) FILTER (WHERE (closed_at IS NULL OR closed_at >= %(end)s) AND p.since < %(end)s),
        count(*) FILTER (WHERE (closed_at IS NULL OR closed_at >= %(end)s) AND p.since < %(end)s AND p.due_before < p.since)
    FROM procedures_dossier d LEFT JOIN procedures_pause p ON p.dossier_id = d.id
        AND (p.until IS NULL OR p.until >= %(end)s) AND (p.after IS NULL OR p.after < %(end)s)
    WHERE received_at < %(end)s AND (closed_at IS NULL OR closed_at >= %(first)s) GROUP BY {group}"""
DESK_COUNTS = """SELECT count(*) FILTER (WHERE state IN (2, 4) AND due_at < %(now)s), count(*) FILTER (WHERE state = 1),
    count(*) FILTER (WHERE state IN (2, 4) AND due_at >= %(now)s AND due_at < %(tomorrow)s), count(*) FILTER (WHERE state = 9),
    count(*) FILTER (WHERE state IN (5, 6, 8)) FROM procedures_dossier"""


def main(rows: int, rounds: int) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.TODAY = date(2026, 11, 20)
    call_command("migrate", verbosity=0)
    fill(rows)
    told: dict[str, dict[str, list[float]]] = {}
    for name, (ours, bare) in sides().items():
        told[name] = {"ours": [], "bare": []}
        for number in range(rounds + 1):
            for side, work in (("ours", ours), ("bare", bare)):
                begun = time.perf_counter()
                work()
                took = (time.perf_counter() - begun) * 1000
                if number:  # the first round warms up
                    told[name][side].append(took)
    json.dump(told, sys.stdout)


def fill(rows: int) -> None:
    from django.db import connection

    from congthuong.apps.catalogue.models import Organisation

    Organisation.objects.bulk_create(
        [Organisation(code=f"don-vi-{one}", name=f"Phòng số {one}") for one in (1, 2, 3)]
    )
    with connection.cursor() as cursor:
        for statement in FILL:
            cursor.execute(statement, [rows] if "%s" in statement else None)
        cursor.execute("VACUUM ANALYZE")


def sides() -> dict[str, tuple[Work, Work]]:
    from django.core.paginator import Paginator

    from congthuong.apps.accounts.models import User
    from congthuong.apps.procedures.models import Dossier
    from congthuong.apps.procedures.queries.dossiers import Filters, found, ordered
    from congthuong.apps.procedures.queries.figures import span_of, table
    from congthuong.apps.procedures.queries.pages import desk, listed
    from congthuong.apps.workdays.queries import calendar_on
    from congthuong.web import clock

    clerk = User.objects.create_user("motcua")
    clerk.assignments.create(role="clerk")

    def page(**asked: str) -> object:
        rows = ordered(found(clerk, Filters(**asked)), "", falling=False)
        first = Paginator(rows, 50).page(1)
        return listed(first.object_list, clock.now(), calendar_on()), first.paginator.count

    def progress(first: date, last: date, group: str) -> object:
        return table(Dossier.objects.all(), span_of(first, last), group)

    year, month = (date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 3, 1), date(2026, 3, 31))
    return {
        "list": (lambda: page(), lambda: bare_page("true")),
        "search": (lambda: page(text="Hạnh 4242"), lambda: bare_page(FOUND)),
        "desk": (lambda: desk(clerk, clock.now()), bare_desk),
        "year": (lambda: progress(*year, "don-vi"), lambda: bare_progress(*year, "organisation")),
        "month": (lambda: progress(*month, "thu-tuc"), lambda: bare_progress(*month, "procedure_id")),
    }


def asked(sql: str, values: Any = None) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def bare_page(where: str) -> object:
    if where == "true":
        count = asked("SELECT count(*) FROM procedures_dossier")
    else:
        count = asked(f"SELECT count(*) FROM procedures_applicant a WHERE {where}")
        # Kept apart, since the planner would else walk all dossiers in their order and look at each.
        within = f"WITH f AS MATERIALIZED (SELECT dossier_id FROM procedures_applicant a WHERE {where}) SELECT dossier_id FROM f"
        where = f"d.id IN ({within})"
    return count, asked(f"SELECT {COLUMNS} FROM {JOINED} WHERE {where} ORDER BY d.id DESC LIMIT 50")


def bare_desk() -> object:
    from congthuong.web import clock

    now = clock.now()
    tomorrow = datetime(2026, 11, 21, tzinfo=now.tzinfo)
    counts = asked(DESK_COUNTS, {"now": now, "tomorrow": tomorrow})
    groups = ("d.state IN (2, 4) AND d.due_at < %s", "d.state IN (2, 4) AND d.due_at >= %s", "d.state IN (5, 6, 8) AND %s IS NOT NULL")  # fmt: skip
    rows = [asked(f"SELECT {COLUMNS} FROM {JOINED} WHERE {one} ORDER BY d.due_at, d.id LIMIT 12", [now]) for one in groups]  # fmt: skip
    return counts, rows


def bare_progress(first: date, last: date, group: str) -> object:
    from congthuong.apps.procedures.queries.figures import span_of

    span = span_of(first, last)
    return asked(PROGRESS.format(group=group), {"first": span.start, "end": span.end})


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
