from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

class OptimizeResult:
    x: npt.NDArray[np.float64]

def minimize(
    fun: Callable[[npt.NDArray[np.float64]], tuple[float, npt.NDArray[np.float64]]],
    x0: npt.NDArray[np.float64],
    *,
    jac: bool,
    method: str,
    options: Mapping[str, int],
) -> OptimizeResult: ...
