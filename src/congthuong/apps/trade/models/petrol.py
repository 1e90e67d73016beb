"""Petrol and gas: depots, traders, stations (Decree 83/2014/NĐ-CP with its amendments, Decree 87/2018/NĐ-CP)."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, Number, PlaceCode, Text
from congthuong.apps.registers.rows import RegisterRow

OPEN, STOPPED, WITHDRAWN, CLOSED = "hoạt động", "tạm ngừng", "bị thu hồi giấy chứng nhận", "chấm dứt"
STATES = (OPEN, STOPPED, WITHDRAWN, CLOSED)
DISTRIBUTOR, GENERAL_AGENT, AGENT = "thương nhân phân phối", "tổng đại lý", "đại lý"
FUELS = ("xăng", "dầu", "xăng và dầu")


class Station(RegisterRow):
    """A petrol station with its certificate of fitness, which the Department issues for five years."""

    ten = Text("tên cửa hàng", blank=False)
    thuong_nhan = Text("thương nhân sở hữu")
    nha_cung_cap = Text("thương nhân cung cấp")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dia_chi = Text("địa chỉ")
    nhien_lieu = Text("mặt hàng", words=FUELS, max_length=20)
    so_cot = Number("cột bơm", unit="cột")
    suc_chua = Number("sức chứa bể", unit="m3", decimal_places=1)
    giay_chung_nhan = Text("số giấy chứng nhận", max_length=60)
    ngay_cap = Day("ngày cấp")
    ngay_het_han = Day("ngày hết hạn")
    trang_thai = Text("trạng thái", words=STATES, max_length=40)


class Depot(RegisterRow):
    ten = Text("tên kho", blank=False)
    thuong_nhan = Text("thương nhân sở hữu")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    suc_chua = Number("dung tích", unit="m3", blank=False)
    trang_thai = Text("trạng thái", words=STATES, blank=False, max_length=40)


class FuelTrader(RegisterRow):
    """A wholesale distributor, general agent or agent of petrol with its licence."""

    ten = Text("thương nhân", blank=False)
    loai = Text("loại", words=(DISTRIBUTOR, GENERAL_AGENT, AGENT), blank=False, max_length=40)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dia_chi = Text("địa chỉ trụ sở")
    giay_phep = Text("số giấy xác nhận, giấy chứng nhận", max_length=60)
    ngay_cap = Day("ngày cấp")
    ngay_het_han = Day("ngày hết hạn")
    trang_thai = Text("trạng thái", words=STATES, blank=False, max_length=40)


class GasTrader(RegisterRow):
    """A distributor or agent of liquefied petroleum gas."""

    ten = Text("thương nhân", blank=False)
    loai = Text("loại", words=(DISTRIBUTOR, GENERAL_AGENT, AGENT), blank=False, max_length=40)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dia_chi = Text("địa chỉ trụ sở")
    giay_phep = Text("số giấy chứng nhận", max_length=60)
    ngay_cap = Day("ngày cấp")
    ngay_het_han = Day("ngày hết hạn")
    trang_thai = Text("trạng thái", words=STATES, blank=False, max_length=40)
