"""The widgets in a real JupyterLab: Python and the page set and read the same traits."""

from __future__ import annotations

import ast
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from backprop.descent import descend
from built_site import ROOT, Figure, figures
from widget import assert_close, button, field, numbers, slider

PATIENCE = 60_000  # milliseconds; a chapter runs within them on a busy machine
NEURON = figures("ChainRuleStepper")[0]
DESCENT = figures("DescentStepper")[0]
# The other widgets stand in a notebook of their own, which is quicker than their chapters.
WIDGETS = "widgets.ipynb"
OTHERS = {
    "DescentStepper": f"DescentStepper(json_form.from_dict({DESCENT.state['graph']}), "
    f"{DESCENT.state['parameter_names']}, learning_rate=0.01, steps=20)",
    "LayerStepper": "LayerStepper([[1, -2]], [[3], [4]], [[0.5]], [[1]])",
    "ActivationStepper": "ActivationStepper([[1, -2, 0]], [[3, 4, 5]], activation='relu')",
    "SoftmaxStepper": "SoftmaxStepper([[2, 1, 0.5]], [1])",
    "DifferenceStepper": "DifferenceStepper('cube', 2)",
    "NetworkStepper": "NetworkStepper(network, points.inputs[:2], [0, 1])",
    "ShardStepper": "ShardStepper([2, 1], [8, 6], weight=2, shards=[[0], [1]])",
    "TrainingPlayer": "TrainingPlayer({'short': network}, points)",
    "TrainingPlayground": "TrainingPlayground(hidden=4, epochs=10)",
    "FormulaPlayground": "FormulaPlayground('relu(w*x)', {'w': 2, 'x': 3})",
    "NetworkPlayground": "NetworkPlayground()",
    "Question": "Question('product-swaps')",
    "Practice": "Practice()",
}
SET_UP = f"""from backprop.graph import json_form
from backprop import SGD, Dense, Network, ReLU, SoftmaxCrossEntropy
from backprop.datasets import spiral
from backprop.widgets import {", ".join(OTHERS)}
points = spiral(5)
network = Network([Dense(2, 3), ReLU(), Dense(3, 3)], SoftmaxCrossEntropy())
network.fit(points.inputs, points.targets, SGD(0.1), 5, record_parameters=True)"""
# The name of each on the page, a field of its first number, and in Python the number behind it.
FIRST_NUMBERS = {
    "LayerStepper": ("Layer stepper", "inputs[0, 0]", "tested.inputs[0][0]"),
    "ActivationStepper": ("Activation stepper", "inputs[0, 0]", "tested.inputs[0][0]"),
    "SoftmaxStepper": ("Softmax stepper", "z₀", "tested.logits[0][0]"),
    "DifferenceStepper": ("Difference stepper", "x", "tested.x"),
    "NetworkStepper": ("Network stepper", "Learning rate", "tested.learning_rate"),
    "ShardStepper": ("Shard stepper", "x of sample 0", "tested.inputs[0]"),
    "FormulaPlayground": ("Formula playground", "w", "tested.inputs['w']"),
    "NetworkPlayground": ("Network playground", "Learning rate", "tested.learning_rate"),
}
SETTINGS = {
    # No question about news, no look for updates, and every cell in the document.
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A JupyterLab with nobody's settings on a copy of the chapters: its address and its token."""
    home = tmp_path_factory.mktemp("lab")
    book = home / "book"
    book.mkdir()
    for chapter in ROOT.glob("book/*.ipynb"):
        shutil.copy(chapter, book)
    cells = [SET_UP, *OTHERS.values()]
    document = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(document, book / WIDGETS)
    for name, values in SETTINGS.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    folders = {
        "HOME": home,
        "IPYTHONDIR": home / "ipython",
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
    }
    port, token = free_port(), secrets.token_hex()
    log = home / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser"),
                *(["--allow-root"] if os.geteuid() == 0 else []),
                f"--ServerApp.root_dir={book}",
                "--ServerApp.ip=127.0.0.1",
                f"--ServerApp.port={port}",
                "--ServerApp.port_retries=0",
                f"--IdentityProvider.token={token}",
                "--LabApp.expose_app_in_browser=True",
                "--LabApp.news_url=None",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            ],
            env={**os.environ, **{name: str(path) for name, path in folders.items()}},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for_port(port, process, log)
        yield f"http://127.0.0.1:{port}", token
    finally:
        family = [psutil.Process(process.pid)]
        family += family[0].children(recursive=True)
        process.terminate()
        _, left = psutil.wait_procs(family, timeout=30)
        for one in left:
            one.kill()
        process.wait()
    assert left == [], "JupyterLab left processes behind"


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            process.wait(0.05)  # until it is there, or has ended
        except subprocess.TimeoutExpired:
            continue
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()}", pytrace=False)


class Notebook:
    """A chapter that is open in JupyterLab."""

    def __init__(self, page: Page, figure: Figure) -> None:
        self.page, self.figure = page, figure

    def run_all(self) -> None:
        self.page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        expect(self.page.locator(".jp-InputPrompt:text('[*]')")).to_have_count(0, timeout=PATIENCE)
        assert self.page.locator(".jp-RenderedText[data-mime-type*='stderr']").count() == 0

    def widget(self, label: str) -> Locator:
        widget = self.page.get_by_role("group", name=label, exact=True).first
        expect(widget).to_be_visible()
        return widget

    def python(self, code: str = "", expression: str = "None") -> Any:
        """Run code in the notebook's kernel, and return what an expression then is."""
        reply = self.page.evaluate(
            """async ([code, expression]) => {
              const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
              const value = `__import__("json").dumps(${expression})`;
              const request = { code, store_history: false, user_expressions: { value } };
              return (await kernel.requestExecute(request).done).content;
            }""",
            [code, expression],
        )
        assert reply["status"] == "ok", reply
        value = reply["user_expressions"]["value"]
        assert value["status"] == "ok", value
        return json.loads(ast.literal_eval(value["data"]["text/plain"]))

    def find_widget(self, kind: str, anchor: str | None = None) -> None:
        """Call a widget `tested` in the kernel, whatever the notebook calls it."""
        self.python(
            "from ipywidgets.widgets.widget import _instances\n"
            "tested, = (each for each in _instances.values() "
            f"if type(each).__name__ == {kind!r} and {anchor!r} in (None, each.anchor))"
        )

    def wait_for_python(self, expression: str, wanted: Any) -> None:
        """Ask until Python has been told: a message that waits for the kernel comes later."""
        deadline = time.monotonic() + PATIENCE / 1000
        while (value := self.python(expression=expression)) != wanted:
            assert time.monotonic() < deadline, (expression, value, wanted)

    def position(self) -> Any:
        """Which cell is active, in which mode, and how many there are."""
        return self.page.evaluate(
            """() => {
              const { content } = jupyterapp.shell.currentWidget;
              return [content.activeCellIndex, content.mode, content.widgets.length];
            }"""
        )


@pytest.fixture(scope="module")
def desk(whole_browser: Browser, lab: tuple[str, str]) -> Iterator[Page]:
    """JupyterLab in the browser, which may talk to it and to no one else."""
    address, token = lab
    context = whole_browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    foreign: list[str] = []
    context.route(
        lambda url: not url.startswith((address, "data:", "blob:")),
        lambda route: (foreign.append(route.request.url), route.abort()),
    )
    page = context.new_page()
    page.goto(f"{address}/lab?reset&token={token}")
    page.wait_for_function("() => window.jupyterapp")
    page.evaluate("jupyterapp.restored")
    yield page
    context.close()
    assert foreign == []


@pytest.fixture(scope="module")
def notebook(desk: Page, request: pytest.FixtureRequest) -> Iterator[Notebook]:
    """A notebook that has run once: each test has a widget of its own in it."""
    figure: Figure = request.param
    name = f"{Path(figure.page).stem}.ipynb"
    desk.evaluate(
        "async (path) => { await jupyterapp.commands.execute('docmanager:open', { path }); }", name
    )
    desk.wait_for_function(
        """(path) => {
          const current = jupyterapp.shell.currentWidget;
          return current?.context?.path === path && current.sessionContext?.session?.kernel;
        }""",
        arg=name,
    )
    desk.evaluate("jupyterapp.shell.currentWidget.sessionContext.ready")
    opened = Notebook(desk, figure)
    opened.run_all()
    yield opened
    desk.evaluate(
        """async () => {
          const current = jupyterapp.shell.currentWidget;
          await current.context.save();
          await current.sessionContext.shutdown();
          current.close();
        }"""
    )


def in_jupyterlab(figure: Figure) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("notebook", [figure], indirect=True, ids=str)


@in_jupyterlab(NEURON)
def test_chain_rule_stepper(notebook: Notebook) -> None:
    notebook.find_widget(NEURON.widget, NEURON.anchor)
    widget = notebook.widget("Chain rule stepper")
    expect(slider(widget)).to_have_value("0")

    # Python sets, the page shows.
    graph = NEURON.graph(w0=-4.25, x2=1.5)
    steps = graph.backward(-2)
    notebook.python(
        "tested.inputs = {'w0': -4.25, 'x2': 1.5}\ntested.dvalue = -2\ntested.step = 11"
    )
    expect(field(widget, "w0")).to_have_value("−4.25")
    expect(field(widget, "Incoming gradient")).to_have_value("−2")
    expect(slider(widget)).to_have_value(str(len(steps)))
    assert_close(numbers(widget, "data-gradient"), graph.gradients)
    assert_close(numbers(widget, "data-node-value"), graph.values)
    assert_close(notebook.python(expression="tested.gradients"), graph.gradients)

    # What the graph cannot take is refused, and changes nothing.
    for wrong in ("tested.inputs = {'w0': float('nan')}", "tested.step = 99"):
        with pytest.raises(AssertionError, match="TraitError"):
            notebook.python(wrong)
    expect(field(widget, "w0")).to_have_value("−4.25")

    # The page sets, Python reads.
    field(widget, "w0").fill("1/3")
    notebook.wait_for_python("tested.inputs['w0']", 1 / 3)
    graph = NEURON.graph(w0=1 / 3, x2=1.5)
    graph.backward(-2)
    assert_close(notebook.python(expression="tested.gradients"), graph.gradients)
    button(widget, "First").click()
    notebook.wait_for_python("tested.step", 0)
    widget.get_by_role("checkbox", name="Predict").check()
    notebook.wait_for_python("tested.predict", True)
    button(widget, "Next").click()
    answer = widget.get_by_role("textbox", name="Your value")
    answer.fill("1000")
    answer.press("Enter")
    expect(widget.locator(".verdict[data-verdict=unknown]")).to_contain_text("1000")
    button(widget, "New numbers").click()
    notebook.wait_for_python("tested.seed", 1)
    drawn = notebook.python(expression="tested.inputs")
    assert drawn != NEURON.state["inputs"]
    assert_close(numbers(widget, "data-node-value"), NEURON.graph(**drawn).values)
    button(widget, "Reset").click()
    notebook.wait_for_python("tested.inputs", NEURON.state["inputs"])
    notebook.wait_for_python("tested.seed", 0)
    notebook.wait_for_python("tested.predict", False)

    # The gradient of the output can be set as well.
    notebook.python("tested.gradients = {'y': 3}")
    expect(field(widget, "Incoming gradient")).to_have_value("3")
    assert_keys_stay_in(notebook, widget)


@in_jupyterlab(Figure(WIDGETS, "", "", {}))
def test_descent_stepper(notebook: Notebook) -> None:
    notebook.find_widget("DescentStepper")
    widget = notebook.widget("Descent stepper")
    widget.locator("details.more > summary").click()
    names = DESCENT.state["parameter_names"]

    notebook.python("tested.learning_rate = 0.002\ntested.steps = 30\ntested.step = 12")
    expect(field(widget, "Learning rate")).to_have_value("0.002")
    expect(field(widget, "Steps")).to_have_value("30")
    expect(slider(widget)).to_have_value("12")
    descent = descend(DESCENT.graph(), names, learning_rate=0.002, steps=30)
    shown = numbers(widget, "data-node-value")
    assert_close({name: shown[name] for name in names}, descent.parameters[12])

    field(widget, "w0").fill("-2.5")
    notebook.wait_for_python("tested.inputs['w0']", -2.5)
    descent = descend(DESCENT.graph(w0=-2.5), names, learning_rate=0.002, steps=30)
    losses = notebook.python(expression="tested.losses")
    assert_close(dict(enumerate(losses)), dict(enumerate(descent.losses)))
    button(widget, "Last").click()
    notebook.wait_for_python("tested.step", 30)
    button(widget, "Reset").click()
    notebook.wait_for_python("tested.inputs", DESCENT.state["inputs"])
    notebook.wait_for_python("tested.learning_rate", DESCENT.state["learning_rate"])
    assert_keys_stay_in(notebook, widget)


@pytest.mark.parametrize("kind", FIRST_NUMBERS)
@in_jupyterlab(Figure(WIDGETS, "", "", {}))
def test_any_other_stepper(notebook: Notebook, kind: str) -> None:
    label, first_number, in_python = FIRST_NUMBERS[kind]
    notebook.find_widget(kind)
    widget = notebook.widget(label)

    # Python sets, the page shows; what does not fit is refused.
    notebook.python("tested.step = 1")
    expect(slider(widget)).to_have_value("1")
    with pytest.raises(AssertionError, match="TraitError"):
        notebook.python("tested.step = 99")
    expect(slider(widget)).to_have_value("1")

    # The page sets, Python reads.
    before = notebook.python(expression=in_python)
    field(widget, first_number).fill("1/3")
    notebook.wait_for_python(in_python, 1 / 3)
    button(widget, "First").click()
    notebook.wait_for_python("tested.step", 0)
    button(widget, "Reset").click()
    notebook.wait_for_python(in_python, before)
    assert_keys_stay_in(notebook, widget, first_number)


@in_jupyterlab(Figure(WIDGETS, "", "", {}))
def test_training_player(notebook: Notebook) -> None:
    notebook.find_widget("TrainingPlayer")
    widget = notebook.widget("Training player")
    epoch = widget.get_by_role("slider", name="Epoch", exact=True)

    notebook.python("tested.epoch = 3")
    expect(widget).to_contain_text("Epoch 3 of 5")
    with pytest.raises(AssertionError, match="TraitError"):
        notebook.python("tested.epoch = 6")
    epoch.press("Home")
    notebook.wait_for_python("tested.epoch", 0)
    widget.get_by_role("combobox", name="Speed").select_option("4")
    notebook.wait_for_python("tested.speed", 4)
    notebook.python("tested.playing = True")
    expect(widget).to_contain_text("Epoch 5 of 5")
    notebook.wait_for_python("tested.playing", False)
    notebook.wait_for_python("tested.epoch", 5)


@in_jupyterlab(Figure(WIDGETS, "", "", {}))
def test_training_playground(notebook: Notebook) -> None:
    notebook.find_widget("TrainingPlayground")
    widget = notebook.widget("Training playground")
    notebook.python("tested.step = 4")
    expect(widget).to_contain_text("After epoch 4 ")
    notebook.python("tested.rate = 0.5")
    rate = widget.get_by_role("textbox", name="Learning rate", exact=True)
    expect(rate).to_have_value("0.5")
    with pytest.raises(AssertionError, match="TraitError"):
        notebook.python("tested.rate = 11")
    rate.fill("0.2")
    notebook.wait_for_python("tested.rate", 0.2)
    button(widget, "Train").click()
    notebook.wait_for_python("tested.step", 10)
    notebook.wait_for_python("tested.playing", False)


@in_jupyterlab(Figure(WIDGETS, "", "", {}))
def test_question(notebook: Notebook) -> None:
    notebook.find_widget("Question")
    card = notebook.widget("Predict")
    answer = card.get_by_role("textbox").first
    verdict = card.locator(".question-line").first
    steps = notebook.python(expression="len(tested.exercise['steps'])")

    # The page sets, both judge, and keys stay in the card.
    product = notebook.python(expression="float(tested.variant.names['dw'])")
    answer.click()  # the cell of the card is the active one
    before = notebook.position()
    answer.press_sequentially(f"{product} + 0", delay=0)
    answer.press("Enter")
    expect(verdict).to_have_attribute("data-verdict", "right")
    notebook.wait_for_python("tested.answers[0]", f"{product} + 0")
    notebook.wait_for_python("tested.verdicts[0]['kind']", "right")
    assert notebook.position() == before
    button(card, "New numbers").click()
    notebook.wait_for_python("[tested.seed, *tested.answers]", [2, *[None] * steps])

    # Python sets, the page shows; what does not fit is refused.
    notebook.python("tested.answers = [999, *tested.answers[1:]]")
    expect(answer).to_have_value("999")
    expect(verdict).to_have_attribute("data-verdict", "unknown")
    notebook.python("tested.seed = 7")
    expect(card).to_have_attribute("data-seed", "7")
    expect(verdict).to_be_empty()
    for wrong in ("tested.seed = -1", "tested.answers = [1]"):
        with pytest.raises(AssertionError, match="'status': 'error'"):
            notebook.python(wrong)


def assert_keys_stay_in(notebook: Notebook, widget: Locator, of_field: str = "w0") -> None:
    """Keys meant for the widget do not move the notebook's selection or change its cells."""
    keyboard = notebook.page.keyboard
    slider(widget).fill("0")
    widget.locator(".transport .button.primary").click()
    expect(slider(widget)).to_have_value("1")
    before = notebook.position()
    for key, step in [("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("Home", 0)]:
        keyboard.press(key)
        expect(slider(widget)).to_have_value(str(step))
    for key in ("ArrowDown", "ArrowUp", "ArrowDown"):
        keyboard.press(key)
    assert notebook.position() == before
    typed = field(widget, of_field)
    typed.click()
    keyboard.press("ControlOrMeta+a")
    keyboard.type("abddxjk")
    expect(typed).to_have_value("abddxjk")
    keyboard.press("ArrowUp")
    keyboard.press("ArrowLeft")
    assert notebook.position() == before


@in_jupyterlab(Figure(WIDGETS, "", "", {}))
def test_practice(notebook: Notebook) -> None:
    notebook.find_widget("Practice")
    widget = notebook.widget("Practice")
    stands = widget.locator(".practice-stands")
    answered = "list(__import__('json').loads(tested.progress)['items'])"

    # The page counts, Python has the count; keys stay in the widget.
    button(widget, "Show the answer").first.click()
    expect(stands).to_contain_text("1 question due")
    notebook.wait_for_python(
        answered, [notebook.python(expression="tested.chapters[0]['exercises'][0]['id']")]
    )
    before = notebook.position()
    button(widget, "Next question").press("Enter")
    expect(widget.locator(".practice-from")).to_be_focused()
    notebook.page.keyboard.press("ArrowDown")
    assert notebook.position() == before

    # Python sets, the page shows.
    notebook.python("tested.progress = ''")
    expect(stands).not_to_contain_text("1 question due")
