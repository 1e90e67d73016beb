"""Files that a rolled-back transaction left are found and swept; what a row names, or what is still coming in, stays."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from apps.procedures.office import open_office, received
from congthuong.apps.procedures.services.attaching import Handed, dossier_file_add
from congthuong.web.files import checked_file
from congthuong.web.sweeping import left_over, sweep

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_only_what_no_row_names_is_left_over(settings: Any, tmp_path: Path):
    settings.HOME = tmp_path
    clerk = open_office()["clerk"]
    dossier = received(clerk)
    paper = Handed("", checked_file("giu.pdf", b"%PDF-1.4 giu"))
    (kept,) = dossier_file_add(dossier=dossier.pk, by=clerk, handed=[paper])
    with pytest.raises(RuntimeError), transaction.atomic():
        lost = Handed("", checked_file("mat.pdf", b"%PDF-1.4 mat"))
        dossier_file_add(dossier=dossier.pk, by=clerk, handed=[lost])
        raise RuntimeError
    there = list(tmp_path.rglob("*.pdf"))
    assert len(there) == 2
    assert left_over(older_than=HOUR) == []  # an hour ago neither was there: one may still be coming in

    for one in there:
        os.utime(one, (time.time() - 7200, time.time() - 7200))
    assert [one.size for one in left_over(older_than=HOUR)] == [len(b"%PDF-1.4 mat")]
    sweep(left_over(older_than=HOUR))

    assert [one.relative_to(tmp_path / "tep-dinh-kem").as_posix() for one in tmp_path.rglob("*.pdf")] == [
        kept.file.name
    ]
    assert left_over(older_than=HOUR) == []
