"""Fails where PACKAGE.spdx.json, the list of what is in a package, is not whole.

check_sbom.py PACKAGE. Each library has a name, a version and a licence, and each link
goes from mpdemo to one of them.
"""

import hashlib
import json
import sys

package = sys.argv[1]
with open(package + ".spdx.json", encoding="utf-8") as file:
    document = json.load(file)
with open(package, "rb") as file:
    digest = hashlib.sha256(file.read()).hexdigest()
packages = {one["SPDXID"]: one for one in document["packages"]}
relations = [(one["spdxElementId"], one["relationshipType"], one["relatedSpdxElement"])
             for one in document["relationships"]]

assert document["spdxVersion"] == "SPDX-2.3"
assert document["creationInfo"]["created"] == "2023-11-14T22:13:20Z"
assert len(packages) == len(document["packages"])
assert packages["SPDXRef-mpdemo"]["checksums"] == [{"algorithm": "SHA256", "checksumValue": digest}]

assert relations[0] == ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-mpdemo")
assert all(source == "SPDXRef-mpdemo" and kind in ("STATIC_LINK", "DYNAMIC_LINK")
           for source, kind, _ in relations[1:])
assert sorted(target for _, _, target in relations[1:]) == sorted(set(packages) - {"SPDXRef-mpdemo"})

assert all(one["versionInfo"] and one["licenseDeclared"] for one in document["packages"])
quoted = {one["licenseId"] for one in document["hasExtractedLicensingInfos"]}
used = {one["licenseDeclared"] for one in document["packages"]}
assert {one for one in used if one.startswith("LicenseRef-")} == quoted
names = [one["name"] for one in document["packages"]]
for part in ("fmt", "spdlog", "cli11", "json", "ncurses", "libc6", "libstdc++"):
    assert any(part in name.lower() for name in names), f"{part} is not listed"
