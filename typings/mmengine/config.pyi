from pathlib import Path

class ConfigDict(dict[str, object]):
    def merge_placeholder(self) -> None: ...

class Config:
    model: ConfigDict
    @staticmethod
    def fromfile(filename: str | Path) -> Config: ...
    def merge_from_dict(self, options: dict[str, object], allow_list_keys: bool = True) -> None: ...
