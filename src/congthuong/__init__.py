"""Sổ Công Thương: the system a provincial Department of Industry and Trade runs on."""

__version__ = "0.1.0"
