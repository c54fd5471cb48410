"""One of the processes of PyTorch's DistributedDataParallel: makes a step for each line it reads.

``ddp.py RANK PORT``. The first line holds a shape and a type; each further one asks for a step, and
is answered by the mean loss.
"""

from __future__ import annotations

import os
import sys

import torch

from contenders import Problem, Shape, pytorch_step


def main(rank: int, port: str) -> None:
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    torch.distributed.init_process_group("gloo", rank=rank, world_size=2)
    *sizes, dtype = sys.stdin.readline().split()
    problem = Problem.of(Shape(*map(int, sizes)), dtype)
    half = slice(rank, None, 2)
    mine = Problem(problem.inputs[half].copy(), problem.classes[half].copy(), problem.weights)
    step = pytorch_step(mine, torch.nn.parallel.DistributedDataParallel)
    for _ in sys.stdin:
        print(step(), flush=True)
    torch.distributed.destroy_process_group()


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(int(sys.argv[1]), sys.argv[2])
