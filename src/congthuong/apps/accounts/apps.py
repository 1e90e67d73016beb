from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "congthuong.apps.accounts"
    label = "accounts"
    verbose_name = "Người dùng"

    def ready(self) -> None:
        from congthuong.apps.accounts.naming import announce_own
        from congthuong.apps.accounts.signing.telling import connect
        from congthuong.apps.accounts.views.today import delegations_told
        from congthuong.web import today
        from congthuong.web.rooms import Room, announce

        connect()
        announce_own()
        today.announce(today.Block("delegations", "accounts/today.html", delegations_told, order=5))
        announce(Room("people", _("Người dùng"), "people", "people", 90, "people.manage"))
        announce(Room("events", _("Nhật ký"), "events", "events", 95, "events.view"))
