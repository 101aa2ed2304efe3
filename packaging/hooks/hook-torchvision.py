"""torchvision's operators. Its reading of image files is left out: it would bring libraries of NVIDIA's with it."""

from PyInstaller.utils.hooks import collect_dynamic_libs

module_collection_mode = "pyz+py"
binaries = [
    (source, folder)
    for source, folder in collect_dynamic_libs("torchvision", search_patterns=["*.so", "*.pyd", "*.dylib"])
    if "_C" in source
]
