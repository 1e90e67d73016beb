"""Who reports in the example province: the enterprises that the report names, and invented ones with neutral names."""

from __future__ import annotations

from dataclasses import dataclass

from congthuong.apps.collection.demo.draws import draw
from congthuong.core.ledger.model import Organisation

PROVINCE = "84"
MARK = "dữ liệu mẫu"
DISTRICTS = {
    "842": ("thành phố Trà Vinh", 24),
    "844": ("huyện Càng Long", 13),
    "845": ("huyện Cầu Kè", 9),
    "846": ("huyện Tiểu Cần", 10),
    "847": ("huyện Châu Thành", 11),
    "848": ("huyện Cầu Ngang", 9),
    "849": ("huyện Trà Cú", 10),
    "850": ("huyện Duyên Hải", 6),
    "851": ("thị xã Duyên Hải", 8),
}
"""Place -> its name and its weight in the province."""


@dataclass(frozen=True, slots=True)
class Sector:
    """`named` are organisations of the example, `told` enterprises that its registers name (code, name, place), `count`
    invented ones come on top; `value` is the sector's weight in the gross output of 2019, `reason` what its people say
    when a figure is unlike the year before."""

    code: str
    product: str
    noun: str
    value: int
    count: int = 0
    named: tuple[str, ...] = ()
    told: tuple[tuple[str, str, str], ...] = ()
    reason: str = "Đơn hàng giảm do dịch Covid-19, công nhân nghỉ luân phiên."


@dataclass(frozen=True, slots=True)
class Enterprise:
    """`name` is that of one which the example's own organisations do not have."""

    code: str
    sector: Sector
    size: int
    name: str = ""
    place: str = PROVINCE

    @property
    def invented(self) -> bool:
        return bool(self.name)


SECTORS = (
    Sector("thuy-san", "thuy_san_dong_lanh", "Cơ sở chế biến thủy sản", 70, 6, ("thuy-san-chien-thang",),
           reason="Nguồn nguyên liệu theo vụ và đơn hàng xuất khẩu thay đổi so với cùng kỳ."),
    Sector("nuoc", "nuoc_sinh_hoat", "Cơ sở cấp nước", 10, 3,
           reason="Nhu cầu nước tăng do hạn, mặn; thêm tuyến ống mới."),
    Sector("dien", "dien_san_xuat", "Cơ sở điện mặt trời", 560, 2,
           told=(("nhiet-dien-1", "Nhiệt điện Duyên Hải 1", "851"), ("nhiet-dien-3", "Nhiệt điện Duyên Hải 3", "851")),
           reason="Tổ máy vào hoặc ra khỏi sửa chữa theo kế hoạch; thêm nhà máy phát điện thương mại."),
    Sector("day-dien", "bo_truyen_dan_dien", "Cơ sở linh kiện ô tô", 60, 0, ("yazaki",)),
    Sector("duoc", "thuoc_vien", "Cơ sở dược phẩm", 45, 2, reason="Điều chỉnh kế hoạch sản xuất theo kết quả đấu thầu thuốc."),
    Sector("ban-dien", "dien_thuong_pham", "Cơ sở bán điện", 30, 0, ("dien-luc-tra-vinh",),
           reason="Phụ tải thay đổi theo thời tiết và khách hàng công nghiệp."),
    Sector("gao", "gao_xay_xat", "Cơ sở xay xát", 60, 14, reason="Lúa hàng hóa theo vụ, hợp đồng xuất khẩu thay đổi."),
    Sector("than", "than_hoat_tinh", "Cơ sở than hoạt tính", 14, 3),
    Sector("may", "may_mac", "Cơ sở may", 30, 5, ("cyvina",),
           (("nguyen-cuong", "HTX May mặc Nguyên Cường", "842"),)),
    Sector("giay", "giay_thanh_pham", "Cơ sở giày da", 40, 2, ("giay-da-my-phong",)),
    Sector("tui", "tui_xach", "Cơ sở túi xách", 8, 3),
    Sector("xo-dua", "tham_xo_dua", "Cơ sở chỉ, thảm xơ dừa", 8, 4, ("my-nguyen",)),
    Sector("duong", "duong_ket", "Cơ sở đường", 12, 1, reason="Theo vụ ép mía; diện tích mía nguyên liệu giảm."),
    Sector("co-khi", "", "Cơ sở cơ khí", 8, 5),
    Sector("go", "", "Cơ sở gỗ mỹ nghệ", 5, 3,
           told=(("thanh-nhung", "Công ty TNHH MTV DV Thành Nhung", "842"),)),
)  # fmt: skip


def _invented(sector: Sector, number: int, place: str) -> Enterprise:
    where = DISTRICTS[place][0]
    return Enterprise(
        code=f"mau-{sector.code}-{number}",
        sector=sector,
        size=draw(40, 160, "size", sector.code, number),
        name=f"{sector.noun} số {number}, {where} ({MARK})",
        place=place,
    )


def enterprises() -> tuple[Enterprise, ...]:
    """Some sixty, always the same."""
    found: list[Enterprise] = []
    places = tuple(DISTRICTS)
    for sector in SECTORS:
        found += [Enterprise(code, sector, draw(140, 220, "size", code)) for code in sector.named]
        found += [
            Enterprise(f"mau-{code}", sector, draw(400, 600, "size", code), f"{name} ({MARK})", place)
            for code, name, place in sector.told
        ]
        for number in range(1, sector.count + 1):
            found.append(_invented(sector, number, places[len(found) % len(places)]))
    return tuple(found)


def organisations() -> tuple[Organisation, ...]:
    """The invented ones, as the catalogue is told of them."""
    return tuple(
        Organisation(one.code, one.name, kind="enterprise", place=one.place)
        for one in enterprises()
        if one.invented
    )
