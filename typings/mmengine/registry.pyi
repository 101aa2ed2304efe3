from contextlib import AbstractContextManager

class DefaultScope:
    @classmethod
    def overwrite_default_scope(cls, scope_name: str | None) -> AbstractContextManager[None]: ...
