"""Generated sections of pages: what stands between two markers is replaced, the rest is written by people."""


def with_section(page: str, begin: str, end: str, section: str) -> str:
    """The page with another text between the markers.

    Raises:
        ValueError: the page does not have each marker once, in this order.
    """
    before, first, rest = page.partition(begin)
    _, last, after = rest.partition(end)
    if not (first and last) or begin in rest or end in after:
        raise ValueError(f"the page must hold {begin} and {end} once each, in this order")
    return f"{before}{begin}\n\n{section.strip()}\n\n{end}{after}"
