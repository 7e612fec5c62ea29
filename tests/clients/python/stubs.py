"""The generated modules of hillock.v1, made from the .proto files when this module is imported."""

import importlib
import pathlib
import sys
import tempfile

from grpc_tools import protoc

PROTO = pathlib.Path(__file__).resolve().parents[3] / "proto" / "src" / "main" / "protobuf"


def _generate(folder):
    files = sorted(str(file) for file in PROTO.glob("hillock/v1/*.proto"))
    if not files:
        raise FileNotFoundError(f"no .proto files under {PROTO}")
    well_known = pathlib.Path(protoc.__file__).with_name("_proto")
    options = ["protoc", f"-I{PROTO}", f"-I{well_known}",
               f"--python_out={folder}", f"--grpc_python_out={folder}"]
    if protoc.main(options + files) != 0:
        raise RuntimeError("protoc could not translate the .proto files")


with tempfile.TemporaryDirectory() as _folder:
    _generate(_folder)
    sys.path.insert(0, _folder)
    runs = importlib.import_module("hillock.v1.run_service_pb2")
    runs_rpc = importlib.import_module("hillock.v1.run_service_pb2_grpc")
    results = importlib.import_module("hillock.v1.result_service_pb2")
    results_rpc = importlib.import_module("hillock.v1.result_service_pb2_grpc")
    specs = importlib.import_module("hillock.v1.spec_pb2")
    sys.path.remove(_folder)
