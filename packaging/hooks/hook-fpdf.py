"""The colour profile of PDF/A, which fpdf2 reads as a file, and its sources: under the LGPL they can be replaced."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("fpdf")
hiddenimports = ["fpdf.data.color_profiles"]
module_collection_mode = "py"
