"""The mail server that reminders go out by; none is named unless the office says so."""

from __future__ import annotations

from dataclasses import dataclass

from congthuong.config.environment import LOCAL_HOSTS, Environment, SettingProblem

PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""How the way to the server is sealed -> the usual port. none: a server on this machine or in the same closed room."""


@dataclass(frozen=True, slots=True)
class Mail:
    """`host` "" is no server: nothing is sent."""

    host: str = ""
    port: int = 0
    tls: str = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""

    def __bool__(self) -> bool:
        return bool(self.host)


def mail_settings(env: Environment) -> Mail:
    """Raises SettingProblem for half a setting and for a password that would travel in the clear."""
    host = env.text("CONGTHUONG_MAIL_HOST")
    if not host:
        return Mail(sender="so-cong-thuong@localhost")
    tls = env.choice("CONGTHUONG_MAIL_TLS", "STARTTLS", ("STARTTLS", "TLS", "NONE")).lower()
    user, password = env.text("CONGTHUONG_MAIL_USER"), env.text("CONGTHUONG_MAIL_PASSWORD")
    if bool(user) != bool(password):
        name = "CONGTHUONG_MAIL_PASSWORD" if user else "CONGTHUONG_MAIL_USER"
        raise SettingProblem(
            variable=name, value="", remedy="Hãy đặt cả người dùng và mật khẩu, hoặc bỏ cả hai."
        )
    if password and tls == "none" and host not in LOCAL_HOSTS:
        raise SettingProblem(
            variable="CONGTHUONG_MAIL_TLS",
            value="none",
            remedy="Mật khẩu sẽ đi không mã hóa: hãy đặt starttls hoặc tls.",
        )
    sender = env.text("CONGTHUONG_MAIL_FROM")
    if "@" not in sender or "\n" in sender:
        remedy = "Hãy ghi địa chỉ gửi, ví dụ Sổ Công Thương <so@sct.example.vn>."
        raise SettingProblem(variable="CONGTHUONG_MAIL_FROM", value=sender, remedy=remedy)
    port = env.number("CONGTHUONG_MAIL_PORT", PORTS[tls], 1, 65535)
    return Mail(host, port, tls, user, password, sender)
