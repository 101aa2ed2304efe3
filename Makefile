# Everything from nothing: `make run` and `make test` install what they need first.
PY := .venv/bin/python
SAMPLE := resources/samples/female_120.png

.PHONY: strings install run window test coverage lint bench soak screenshots accuracy stress limits mutate refusals samples validate-reports docs package package-smoke pipx clean

install:
	@scripts/install.sh run

run: install
	@.venv/bin/bonage assess --sex female $(SAMPLE)

window: install
	@.venv/bin/bonage open resources/samples

# Two processes, because a machine of CI has two cores: with one thread each they are faster than one with two.
test:
	@scripts/install.sh test
	OMP_NUM_THREADS=1 $(PY) -m pytest -n 2 --dist loadfile --cov --cov-report=term

# How much of everything the tests run; `test` holds the floors that compute ages to all of it.
coverage:
	@scripts/install.sh test
	$(PY) -m pytest --cov=bonage_desktop --cov-report=term --cov-fail-under=90

lint:
	@scripts/install.sh test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/pyright
	.venv/bin/lint-imports

bench: install
	$(PY) scripts/bench.py

# Two hundred cases in one window, with the real networks: what its memory does. Then a review that is killed 200 times.
soak: install
	$(PY) scripts/bench_window.py soak
	@scripts/install.sh test
	BONAGE_KILLS=200 $(PY) -m pytest tests/records/test_killed.py

screenshots: install
	$(PY) scripts/screenshots.py

# Hands that may not be published: skipped where they are not. `ALL=1` takes every one; what is done is kept.
stress: install
	@manifest=$$($(PY) scripts/val_manifest.py) || exit; \
	[ -n "$$manifest" ] || exit 0; \
	.venv/bin/bonage-eval stress --manifest "$$manifest" --output build/stress \
	  --workers $(or $(WORKERS),1) $(if $(ALL),--all) && \
	$(PY) scripts/stress_section.py build/stress

# Needs ../shared/data, as `stress` does.
accuracy: install
	$(PY) scripts/model_levels.py val
	$(PY) scripts/accuracy.py

# Needs ../shared/data and build/model_levels; `KEPT=1` uses lines of other code or weights too.
limits: install
	$(PY) scripts/limits.py $(if $(KEPT),--kept)

mutate: install
	$(PY) scripts/mutate.py

refusals: install
	$(PY) scripts/refusals.py --page

# Needs no network; build/site can be opened as files.
docs: install
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build

# The program with all it needs, for machines without Python or network: dist/bonage and dist/bonage_*.deb.
package:
	@scripts/install.sh package
	$(PY) scripts/make_icons.py build/icons
	appstreamcli validate --no-net packaging/linux/*.metainfo.xml
	desktop-file-validate packaging/linux/*.desktop
	begin=$$(date +%s) && cd packaging && PYINSTALLER_CONFIG_DIR=../build/pyinstaller-cache ../$(PY) -m PyInstaller \
	  --noconfirm --log-level WARN --distpath ../dist --workpath ../build/pyinstaller bonage.spec && cd .. && \
	  echo $$(( $$(date +%s) - begin )) > build/pyinstaller/seconds
	$(PY) scripts/notices.py dist/bonage build/pyinstaller/bonage
	$(PY) scripts/make_deb.py dist/bonage build/icons
	$(PY) scripts/packaging_page.py dist/bonage dist/bonage_*.deb $$(cat build/pyinstaller/seconds)

package-smoke:
	@scripts/install.sh package
	$(PY) scripts/package_smoke.py dist/bonage/bonage --deb dist/bonage_*.deb

# The wheel, installed as a person would with pipx, in an environment of its own.
pipx: install
	$(PY) scripts/wheel_smoke.py build/wheel

# Reports before dciodvfy, dsrdump, PixelMed and PDFBox: Java, about two minutes.
validate-reports:
	@scripts/install.sh validate
	$(PY) scripts/validate_reports.py

samples: install
	$(PY) scripts/make_samples.py

# Needs ../shared/data and what `scripts/model_levels.py train` wrote; `KEPT=1` uses lines of other code or weights too.
atlas: install
	$(PY) scripts/make_atlas.py $(if $(KEPT),--kept)

# What people read, into the catalogues of resources/translations; says what is left to translate.
strings: install
	$(PY) scripts/strings.py

lock: install
	.venv/bin/uv pip compile pyproject.toml --all-extras --group dev --group docs --group packaging --universal \
	  --python-version 3.11 --generate-hashes --no-header --quiet --output-file requirements.lock

clean:
	rm -rf .venv build dist mutants .coverage* .hypothesis .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
