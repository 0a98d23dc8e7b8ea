"""Golden lane centres of OpenDRIVE files: test/parity/driving/xodr-lanes.json.gz.

python3 test/parity/xodr-lanes.py

scenariogeneration writes twenty files, with every shape of reference line that it knows, lanes that begin, end and grow
wider, offsets, links and junctions; pyxodr says where the centres of their lanes are. A centre is stored as every
twentieth of pyxodr's points, 0.1 m apart, and the last, in whole millimetres.
"""

import gzip
import json
import math
import os
import random
import re
import tempfile
from pathlib import Path

from interpreter import need

HERE = Path(__file__).resolve().parent
VERSIONS = {"scenariogeneration": "0.16.7", "pyxodr": "0.1.3"}
need(VERSIONS, __file__)

import numpy  # noqa: E402
from pyxodr.road_objects.network import RoadNetwork  # noqa: E402
from scenariogeneration import xodr  # noqa: E402

EVERY = 20


def roads(*made, junctions=()):
    """A file of roads, put together where they are linked."""
    odr = xodr.OpenDrive("golden")
    for road in made:
        odr.add_road(road)
    for creator in junctions:
        odr.add_junction_creator(creator)
    odr.adjust_roads_and_lanes()
    return odr


def road(shapes, number=1, **options):
    return xodr.create_road(shapes, number, **options)


def shifted():
    """Lanes moved aside along a bend."""
    made = road([xodr.Line(40), xodr.Arc(0.02, length=60)], left_lanes=1, right_lanes=2)
    made.lanes.add_laneoffset(xodr.LaneOffset(0, 0, 0, 0, 0))
    made.lanes.add_laneoffset(xodr.LaneOffset(20, 0, 0, 3 * 1.5 / 400, -2 * 1.5 / 8000))
    made.lanes.add_laneoffset(xodr.LaneOffset(40, 1.5, 0, 0, 0))
    return roads(made)


def linked():
    first = road([xodr.Line(30), xodr.Arc(-0.03, length=30)], 1, left_lanes=1, right_lanes=1)
    second = road([xodr.Spiral(-0.03, 0.02, length=40), xodr.Line(20)], 2, left_lanes=1, right_lanes=1)
    third = road(xodr.Arc(0.01, length=50), 3, left_lanes=1, right_lanes=1)
    first.add_successor(xodr.ElementType.road, 2, xodr.ContactPoint.start)
    second.add_predecessor(xodr.ElementType.road, 1, xodr.ContactPoint.end)
    second.add_successor(xodr.ElementType.road, 3, xodr.ContactPoint.start)
    third.add_predecessor(xodr.ElementType.road, 2, xodr.ContactPoint.end)
    return roads(first, second, third)


def junction(angles, lanes=1):
    arms = [road(xodr.Line(40), i + 1, left_lanes=lanes, right_lanes=lanes) for i in range(len(angles))]
    creator = xodr.CommonJunctionCreator(100, "junction", startnum=100)
    for arm, angle in zip(arms, angles):
        creator.add_incoming_road_circular_geometry(arm, 20, angle, "predecessor" if arm.id > 1 else "successor")
    for i in range(len(angles)):
        for j in range(i):
            creator.add_connection(j + 1, i + 1)
    return roads(*arms, junctions=[creator])


def ring():
    """A closed ring of quarter circles."""
    quarters = [road(xodr.Arc(1 / 25, angle=math.pi / 2), i + 1, left_lanes=0, right_lanes=2) for i in range(4)]
    for i, quarter in enumerate(quarters):
        quarter.add_predecessor(xodr.ElementType.road, (i - 1) % 4 + 1, xodr.ContactPoint.end)
        quarter.add_successor(xodr.ElementType.road, (i + 1) % 4 + 1, xodr.ContactPoint.start)
    return roads(*quarters)


def drawn(seed):
    """Shapes and lanes by lot."""
    lot = random.Random(seed)
    shapes = []
    curvature = 0.0
    for _ in range(6):
        kind = lot.choice(["line", "arc", "spiral", "polynomial"])
        if kind == "line":
            shapes.append(xodr.Line(lot.uniform(5, 40)))
        elif kind == "arc":
            shapes.append(xodr.Arc(lot.choice([-1, 1]) * lot.uniform(0.004, 0.05), length=lot.uniform(10, 30)))
        elif kind == "spiral":
            after = lot.choice([-1, 1]) * lot.uniform(0.005, 0.05)
            shapes.append(xodr.Spiral(curvature + 1e-9, after, length=lot.uniform(15, 40)))
            curvature = after
        else:
            reach, aside = lot.uniform(20, 40), lot.uniform(-6, 6)
            shapes.append(xodr.ParamPoly3(0, reach, 0, 0, 0, 0, 3 * aside, -2 * aside))
    return roads(road(shapes, left_lanes=lot.randint(1, 2), right_lanes=lot.randint(1, 3), lane_width=lot.uniform(2.8, 3.8)))


FILES = {
    "line": lambda: roads(road(xodr.Line(100), left_lanes=1, right_lanes=1)),
    "arc-left": lambda: roads(road(xodr.Arc(0.05, length=60), left_lanes=2, right_lanes=2)),
    "arc-right": lambda: roads(road(xodr.Arc(-0.04, angle=-2), left_lanes=1, right_lanes=3)),
    "spiral": lambda: roads(road(xodr.Spiral(0.001, 0.04, length=60), left_lanes=1, right_lanes=1)),
    "bend": lambda: roads(
        road([xodr.Spiral(1e-9, 0.03, length=25), xodr.Arc(0.03, length=30), xodr.Spiral(0.03, 1e-9, length=25)])
    ),
    "cubic": lambda: roads(road(xodr.ParamPoly3(0, 50, 0, 0, 0, 0, 30, -15), left_lanes=1, right_lanes=2)),
    "cubic-by-length": lambda: roads(
        road(xodr.ParamPoly3(0, 1, 0, 0, 0, 0, 0.002, -1e-5, prange="arcLength", length=50))
    ),
    "wide": lambda: roads(road([xodr.Line(30), xodr.Arc(0.02, length=50), xodr.Line(30)], left_lanes=3, right_lanes=4)),
    "split": lambda: roads(
        road(xodr.Line(150), left_lanes=1, right_lanes=[xodr.LaneDef(40, 80, 1, 2, -2)], lane_width=3.5)
    ),
    "merge": lambda: roads(
        road(xodr.Arc(0.008, length=150), left_lanes=[xodr.LaneDef(50, 100, 2, 1, 2)], right_lanes=2, lane_width=3.2)
    ),
    "widening": lambda: roads(
        road([xodr.Line(40), xodr.Arc(0.015, length=60)], left_lanes=1, right_lanes=2, lane_width=2.8, lane_width_end=4)
    ),
    "offset": shifted,
    "linked": linked,
    "four-way": lambda: junction([0, math.pi / 2, math.pi, 3 * math.pi / 2]),
    "three-way": lambda: junction([0, 2 * math.pi / 3, 4 * math.pi / 3], lanes=2),
    "ring": ring,
    "drawn-1": lambda: drawn(1),
    "drawn-2": lambda: drawn(2),
    "drawn-3": lambda: drawn(3),
    "drawn-4": lambda: drawn(4),
}


SPIRAL = re.compile(r'<spiral curvStart="([^"]+)" curvEnd="([^"]+)"/>')


def readable(text):
    """Arcs and lines where there are spirals whose curvature stays the same: pyxodr divides by its change."""

    def shape(found):
        start, end = map(float, found.groups())
        if abs(end - start) > 1e-9:
            return found.group()
        return f'<arc curvature="{start!r}"/>' if abs(start) > 1e-9 else "<line/>"

    return SPIRAL.sub(shape, text)


def centres(path):
    made = {}
    for one in RoadNetwork(path).get_roads():
        for number, section in enumerate(one.lane_sections):
            for lane in section.lanes:
                points = numpy.array(lane.centre_line)[:, :2]
                kept = numpy.vstack([points[:-1:EVERY], points[-1:]])
                made[f"{one.id}/{number}/{lane.id}"] = numpy.rint(1000 * kept).astype(int).flatten().tolist()
    return made


def main():
    cases = []
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            path = os.path.join(folder, f"{name}.xodr")
            make().write_xml(path)
            text = readable(Path(path).read_text())
            Path(path).write_text(text)
            cases.append({"name": name, "xodr": text, "centres": centres(path)})
            print(name, len(cases[-1]["centres"]), "lanes")
    assert len(cases) == 20
    out = HERE / "driving" / "xodr-lanes.json.gz"
    out.parent.mkdir(exist_ok=True)
    content = json.dumps({"versions": VERSIONS, "cases": cases}, separators=(",", ":")).encode()
    out.write_bytes(gzip.compress(content, mtime=0))
    print(out.stat().st_size, "bytes")


main()
