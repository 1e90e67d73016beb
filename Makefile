# Sổ Công Thương. `make run` and `make test` each work alone on a fresh Debian machine with Python 3.11.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
OUT    ?= out
PORT   ?= 8000
FUZZ_SECONDS ?= 300
SERVE  ?= yes
UV_PIP  = $(BIN)/uv pip install -q --python $(BIN)/python

.PHONY: run test lint docs bench fuzz setup setup-dev lock clean help

help:
	@echo "make run    lập báo cáo mẫu rồi mở phần mềm ở http://127.0.0.1:$(PORT)"
	@echo "make test   kiểm thử    make lint  kiểm tra mã    make bench  đo tốc độ    make docs  kiểm tra tài liệu"
	@echo "make fuzz   thử bộ đọc và bộ hiểu số liệu bằng dữ liệu ngẫu nhiên, $(FUZZ_SECONDS) giây (chỉ Linux)"

run: setup
	@$(BIN)/python tools/run.py --out $(OUT) --port $(PORT) --serve $(SERVE)

test: setup-dev
	@$(BIN)/python tools/test.py $(TESTS)

lint: setup-dev
	@$(BIN)/ruff check src tests tools benchmarks fuzz
	@$(BIN)/ruff format --check src tests tools benchmarks fuzz
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: setup-dev
	@$(BIN)/python -m pytest tests/docs -q

bench: setup-dev
	@$(BIN)/python -m benchmarks

fuzz: setup-dev $(VENV)/.ready-fuzz
	@$(BIN)/python -m fuzz --seconds $(FUZZ_SECONDS)

setup: $(VENV)/.ready

setup-dev: $(VENV)/.ready-dev

$(VENV)/.uv: requirements-setup.txt
	@echo "· Tạo môi trường Python" >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11) and "Cần Python 3.11 trở lên, đang có " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-setup.txt
	@touch $@

$(VENV)/.ready: $(VENV)/.uv requirements.txt pyproject.toml package-lock.json tools/front_end.py
	@echo "· Cài thư viện" >&2
	@$(UV_PIP) --require-hashes -r requirements.txt || $(BIN)/python -m pip install -q --require-hashes --no-deps -r requirements.txt
	@$(UV_PIP) --no-deps --no-build-isolation -e . || $(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@$(BIN)/python tools/front_end.py
	@$(BIN)/python -m congthuong.core.document.writers.html_charts
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	@echo "· Cài công cụ kiểm thử" >&2
	@$(UV_PIP) --require-hashes -r requirements-dev.txt || $(BIN)/python -m pip install -q --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

$(VENV)/.ready-fuzz: $(VENV)/.ready-dev requirements-fuzz.txt
	@$(UV_PIP) --require-hashes -r requirements-fuzz.txt || $(BIN)/python -m pip install -q --require-hashes --no-deps -r requirements-fuzz.txt
	@touch $@

lock: $(VENV)/.uv
	@UV=$(BIN)/uv sh tools/lock.sh

clean:
	rm -rf $(VENV) out var node_modules src/congthuong/static/vendor
