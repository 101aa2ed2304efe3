"""The tables of the DICOM standard and the colour profile that highdicom reads as files."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("highdicom")
