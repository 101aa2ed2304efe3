"""torch as inference needs it, instead of the hook that PyInstaller's collection has: that one takes all of torch.

What our modules import, what torch imports by name when it is loaded, its libraries, and sources beside the compiled
modules, which TorchScript reads.
"""

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs, collect_submodules

module_collection_mode = "pyz+py"
hiddenimports = ["torch._C", *collect_submodules("torch._dynamo.polyfills")]
binaries = collect_dynamic_libs("torch", search_patterns=["*.so", "*.so.*", "*.dll", "*.dylib"])
datas = collect_data_files("torch", includes=["bin/torch_shm_manager"])
# A second name of a library at the top would make torch look for the others beside it.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
