"""A mail server is named in full or not at all, and no password travels in the clear."""

from __future__ import annotations

import pytest

from congthuong.config.environment import Environment, SettingProblem
from congthuong.config.mail import Mail, mail_settings

NAMED = {"CONGTHUONG_MAIL_HOST": "thu.example.vn", "CONGTHUONG_MAIL_FROM": "Sổ <so@example.vn>"}


def settings(**more: str) -> Mail:
    return mail_settings(
        Environment(NAMED | {f"CONGTHUONG_MAIL_{name}": value for name, value in more.items()})
    )


def test_without_a_server_mail_is_off():
    assert not mail_settings(Environment({}))


def test_a_server_needs_little_to_be_named():
    assert settings() == Mail("thu.example.vn", 587, "starttls", "", "", "Sổ <so@example.vn>")
    assert settings(TLS="tls", USER="so", PASSWORD="bi mat").port == 465
    assert settings(TLS="none", PORT="2525").port == 2525


@pytest.mark.parametrize(
    ("more", "variable"),
    [
        ({"USER": "so"}, "CONGTHUONG_MAIL_PASSWORD"),
        ({"PASSWORD": "x"}, "CONGTHUONG_MAIL_USER"),
        ({"TLS": "none", "USER": "so", "PASSWORD": "x"}, "CONGTHUONG_MAIL_TLS"),
        ({"TLS": "ssl3"}, "CONGTHUONG_MAIL_TLS"),
        ({"PORT": "70000"}, "CONGTHUONG_MAIL_PORT"),
        ({"FROM": "so"}, "CONGTHUONG_MAIL_FROM"),
    ],
)
def test_half_a_setting_is_refused_by_name(more: dict[str, str], variable: str):
    with pytest.raises(SettingProblem) as told:
        settings(**more)
    assert told.value.fields["variable"] == variable
