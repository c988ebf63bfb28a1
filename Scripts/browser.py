"""A headless Chromium driven by its DevTools protocol, and what is looked for in every page."""

import glob
import json
import os
import subprocess
import sys
import time
import urllib.request
import zipfile

import websocket

AXE = "axe-playwright-python==0.1.8"


class Tab:
    """A tab of a browser, spoken to by the DevTools protocol."""

    def __init__(self, address):
        self.socket = websocket.create_connection(address, timeout=60)
        self.count = 0
        self.events = []
        for domain in ("Page", "Runtime", "Network"):
            self.call(domain + ".enable")

    def call(self, method, **parameters):
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, script):
        found = self.call("Runtime.evaluate", expression=script, awaitPromise=True,
                          returnByValue=True)
        if "exceptionDetails" in found:
            details = found["exceptionDetails"]
            raise RuntimeError(details.get("exception", details).get("description", str(details)))
        return found["result"].get("value")

    def open(self, address, width, height=900, dark=False, touch=False, scripts=True, more=()):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=touch)
        self.call("Emulation.setTouchEmulationEnabled", enabled=touch)
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", media="", features=features + list(more))
        self.events = []
        self.call("Page.navigate", url=address)
        for _ in range(200):
            if any(event["method"] == "Page.loadEventFired" for event in self.events):
                break
            time.sleep(0.03)
            self.call("Runtime.getIsolateId")
        if scripts:
            self.evaluate("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 250)))")

    def mouse(self, x, y, click=True):
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        if click:
            for kind in ("mousePressed", "mouseReleased"):
                self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left",
                          clickCount=1)

    def swipe(self, start, end, y):
        self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": start, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=[{"x": end, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def drag(self, x, y, to_x, to_y, touch=False):
        """From one place to another, in steps, by the mouse or a finger."""
        places = [(x + (to_x - x) * k / 8, y + (to_y - y) * k / 8) for k in range(9)]
        for k, (x, y) in enumerate(places):
            if touch:
                kind = "touchMove" if k else "touchStart"
                self.call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y}])
            else:
                self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, button="left" if k else "none", buttons=1 if k else 0)
                if not k:
                    self.call("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", clickCount=1)
            time.sleep(0.03)
        if touch:
            self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        else:
            self.call("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y, button="left", clickCount=1)

    def tap(self, x, y):
        self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def key(self, name):
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowRight": 39, "ArrowLeft": 37, "ArrowUp": 38,
                 "ArrowDown": 40, "End": 35, "Home": 36}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name,
                      windowsVirtualKeyCode=codes.get(name, 0) or ord(name.upper()))

    def wait(self, script, seconds=3):
        """Whether a script becomes true in time."""
        end = time.time() + seconds
        while time.time() < end:
            try:
                if self.evaluate(script):
                    return True
            except RuntimeError:
                # Between two pages there is nothing to ask.
                pass
            time.sleep(0.05)
        return False


class Browser(Tab):
    """A headless Chromium and its first tab."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={folder}",
             "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port_file = folder + "/DevToolsActivePort"
        for _ in range(300):
            if os.path.exists(port_file) and open(port_file).read().count("\n"):
                break
            time.sleep(0.1)
        self.port = open(port_file).read().split("\n")[0]
        super().__init__(self.tabs()[0]["webSocketDebuggerUrl"])

    def tabs(self):
        tabs = json.load(urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json/list"))
        return [tab for tab in tabs if tab["type"] == "page"]

    def popup(self, part, seconds=5):
        """The tab whose address holds a text; nil when none comes in time."""
        end = time.time() + seconds
        while time.time() < end:
            for tab in self.tabs():
                if part in tab["url"]:
                    return Tab(tab["webSocketDebuggerUrl"])
            time.sleep(0.1)
        return None

    def close(self):
        self.process.terminate()
        self.process.wait()


# What lies beyond the right edge of the page or is cut off, apart from what scrolls by itself.
LAYOUT = """(() => {
  const width = document.documentElement.clientWidth, faults = [];
  if (document.documentElement.scrollWidth > width) faults.push(
    `the page scrolls sideways: ${document.documentElement.scrollWidth} of ${width}`);
  const name = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") +
    (typeof e.className === "string" && e.className ? "." + e.className.split(" ").join(".") : "");
  const place = (e) => name(e) + " in " + name(e.closest("[id]") ?? document.body);
  const scrolls = (e) => e.closest(".wide,.eqm,.pic,.im,pre,nav ol,.card,.live,.skip,svg.glyphs");
  for (const e of document.querySelectorAll("body *")) {
    const box = e.getBoundingClientRect();
    if (!box.width || scrolls(e) || e.closest("svg,math")) continue;
    if (box.right > width + 1 || box.left < -1) faults.push(`${place(e)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
  }
  // A form for marks is as wide as its questions are many.
  for (const e of document.querySelectorAll(".wide:not(:has(>.boxes)),.eqm,.pic,.im,pre")) {
    if (e.scrollWidth > e.clientWidth + 1 && !(e.matches("pre") || e.closest("pre")))
      faults.push(`${place(e)} scrolls sideways: ${e.scrollWidth} of ${e.clientWidth}`);
  }
  return faults.slice(0, 12);
})()"""


def axe_script(folder):
    """The text of axe.min.js from PyPI; nil without a network."""
    path = folder + "/axe.min.js"
    if not os.path.exists(path):
        os.makedirs(folder, exist_ok=True)
        done = subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, AXE],
                              capture_output=True)
        if done.returncode:
            done = subprocess.run(["python3", "-m", "pip", "download", "-q", "--no-deps", "-d", folder, AXE],
                                  capture_output=True)
        for wheel in glob.glob(folder + "/*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                for name in archive.namelist():
                    if name.endswith("axe.min.js"):
                        open(path, "wb").write(archive.read(name))
    return open(path).read() if os.path.exists(path) else None


def axe_faults(tab, script):
    """What axe finds in a page, a line each."""
    tab.evaluate(script + ";0")
    # Heads of columns that are a formula alone have a label; axe finds no text in MathML, and does
    # not look at labels there.
    return tab.evaluate(
        "axe.run({resultTypes: ['violations'], rules: {'empty-table-header': {enabled: false}}}).then((r) => r.violations.map((v) => v.id + ': ' + "
        "v.nodes.length + ' x ' + v.nodes[0].target.join(' ') + ' ' + v.nodes[0].failureSummary.slice(0, 160)))")
