"""`congthuong example`: load the example province (or any data folder) into the database."""

from __future__ import annotations

from pathlib import Path

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import answer, format_option, progress, says_problems
from congthuong.core.ledger.folder import read_folder
from congthuong.core.problems import Problem

DEFAULT_FOLDER = Path("examples/tra-vinh-2020-h1")


class OtherProvince(Problem):
    code = "CT-511"
    text = (
        "Sổ này đang giữ số liệu của {there}, thư mục {folder} là của tỉnh khác: nạp chung thì số liệu hai tỉnh lẫn vào "
        "nhau và không gỡ ra được. Muốn thử tỉnh mẫu thì nạp vào một sổ riêng: --database sqlite:///thu.sqlite3."
    )


@click.group()
def example() -> None:
    """Tỉnh mẫu: Trà Vinh, 6 tháng đầu năm 2020."""


@example.command()
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, help="Thư mục dữ liệu."
)
@click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")
@click.option("--demo-logins", is_flag=True, help="Tạo người dùng thử và in mật khẩu một lần.")
@click.option(
    "--demo-returns",
    is_flag=True,
    help="Dựng thêm ba năm phiếu báo cáo mẫu (kèm người dùng thử), cộng khớp với số đã công bố.",
)
@format_option
@says_problems
def load(folder: Path, database: str | None, demo_logins: bool, demo_returns: bool, form: str) -> None:
    """Nạp một thư mục dữ liệu vào sổ. Nạp lại thì chỉ ghi những gì đã đổi."""
    with progress(form, "Nạp dữ liệu", 6 if demo_returns else 3) as step:
        step("Đọc và kiểm tra các tệp")
        dataset = read_folder(folder)
        step("Mở cơ sở dữ liệu")
        open_database(database, may_be_new=True)
        from congthuong.apps.accounts.demo import create_demo_logins
        from congthuong.apps.collection.demo.loader import demo_load
        from congthuong.apps.collection.demo.published import TODAY
        from congthuong.apps.collection.services.forms import folder_fillers, shipped_forms_publish
        from congthuong.apps.intake.demo import demo_delivery
        from congthuong.apps.reports.queries import another_province
        from congthuong.apps.reports.services import load_dataset

        if other := another_province(dataset):
            raise OtherProvince(folder=folder, there=other)
        step("Ghi vào sổ")
        loaded = load_dataset(dataset)
        fillers = folder_fillers(folder)
        forms = shipped_forms_publish(fillers=fillers) if fillers is not None else ()
        logins = create_demo_logins() if demo_logins or demo_returns else ()
        demo = demo_load(step) if demo_returns else None
        if demo:
            demo_delivery(on=TODAY)
    lines = [
        f"Đã nạp {folder}: " + ", ".join(f"{count} {name}" for name, count in loaded.counts().items()) + "."
    ]
    if forms:
        lines.append(f"Biểu thu thập đang dùng: {len(forms)}.")
    if demo:
        what = "Đã dựng dữ liệu mẫu" if demo.fresh else "Dữ liệu mẫu đã có từ lần trước, giữ nguyên"
        lines.append(
            f"{what}: {demo.enterprises} doanh nghiệp, {demo.rounds} kỳ báo cáo, {demo.returns} phiếu "
            "(7/2017-7/2020; tên và nguồn ghi «dữ liệu mẫu»)."
        )
        lines.append(
            f"Để hạn và số ngày trễ tính theo ngày của dữ liệu mẫu: CONGTHUONG_TODAY={TODAY} congthuong serve."
        )
    if logins:
        lines.append("Người dùng thử (mật khẩu chỉ in lần này):")
        lines += [f"  {one.username:12} {one.password}  {one.full_name}" for one in logins]
    elif demo_logins or demo_returns:
        lines.append(
            "Người dùng thử đã có từ lần trước, mật khẩu giữ nguyên (quên mật khẩu: docs/huong-dan/cau-hoi.md)."
        )
    data = {
        "counts": loaded.counts(),
        "forms": [{"code": one.form.code, "version": one.number} for one in forms],
        "demo": {"rounds": demo.rounds, "returns": demo.returns, "fresh": demo.fresh} if demo else None,
        "logins": [{"username": one.username, "password": one.password} for one in logins],
    }
    answer(form, data, "\n".join(lines))
