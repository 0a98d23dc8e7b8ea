"""Steps one world over OpenEnv's messages with OpenEnv's own client and prints how fast, as JSON.

    openenv-speed.py echo SECONDS       its own server with an env that echoes, in a process of its own
    openenv-speed.py client SECONDS URL any server
    openenv-speed.py transcript URL     what client and server say to each other in one episode

Needs `pip install openenv-core==0.3.0`.
"""

import importlib.metadata
import json
import multiprocessing
import socket
import sys
import time

from openenv.core import GenericEnvClient


def serve(port):
    import uvicorn
    from openenv.core.env_server.http_server import create_app
    from openenv.core.env_server.interfaces import Environment
    from openenv.core.env_server.types import Action, Observation, State

    class EchoAction(Action):
        action: int = 0

    class EchoObservation(Observation):
        observation: list[float] = []

    class Echo(Environment):
        SUPPORTS_CONCURRENT_SESSIONS = True

        def __init__(self):
            super().__init__()
            self._state = State(episode_id="echo", step_count=0)

        def reset(self, seed=None, episode_id=None, **kwargs):
            return EchoObservation(observation=[0.0, 0.0, 0.0, 0.0], reward=0.0)

        def step(self, action, timeout_s=None, **kwargs):
            return EchoObservation(observation=[float(action.action), 0.0, 0.0, 0.0], reward=1.0)

        @property
        def state(self):
            return self._state

    app = create_app(Echo, EchoAction, EchoObservation, env_name="echo", max_concurrent_envs=4)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


def speed(url, seconds):
    with GenericEnvClient(base_url=url).sync() as env:
        def run(length):
            spent = []
            begun = time.perf_counter()
            result = env.reset(seed=1)
            while time.perf_counter() - begun < length:
                before = time.perf_counter()
                result = env.reset() if result.done else env.step({"action": len(spent) % 2})
                spent.append(1000 * (time.perf_counter() - before))
            return len(spent) / (time.perf_counter() - begun), sorted(spent)

        run(min(2.0, seconds))
        rate, spent = run(seconds)
    version = importlib.metadata.version("openenv-core")
    return {
        "stepsPerSecond": rate,
        "p50": spent[len(spent) // 2],
        "p99": spent[int(0.99 * len(spent))],
        "openenv": version,
    }


def transcript(url):
    lines = []
    with GenericEnvClient(base_url=url).sync() as env:
        def told(what, result):
            lines.append([what, {"observation": result.observation, "reward": result.reward, "done": result.done}])

        told("reset(seed=1)", env.reset(seed=1))
        result = None
        while result is None or not result.done:
            result = env.step({"action": 1})
            if len(lines) < 3 or result.done:
                told('step({"action": 1})', result)
        lines.append(["state()", env.state()])
        told("reset()", env.reset())
    return {"openenv": importlib.metadata.version("openenv-core"), "lines": lines}


def wait_for(port):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the echo server does not start")


if __name__ == "__main__":
    what = sys.argv[1]
    if what == "echo":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = multiprocessing.get_context("spawn").Process(target=serve, args=(port,), daemon=True)
        server.start()
        wait_for(port)
        print(json.dumps(speed(f"http://127.0.0.1:{port}", float(sys.argv[2]))))
        server.terminate()
    elif what == "client":
        print(json.dumps(speed(sys.argv[3], float(sys.argv[2]))))
    else:
        print(json.dumps(transcript(sys.argv[2])))
