"""Writes what is in a package, as SPDX 2.3: mpdemo, and each library that is in its
program or that the program loads.

sbom.py BUILD PACKAGE VERSION FILE. Asks the build what the program was compiled and
linked from, and Debian which package each file is of. A licence is what that package's
copyright file says; where that is no name that SPDX knows, its text is quoted.
"""

import dataclasses
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from urllib.parse import quote

PROGRAM = "app/mpdemo"

# Debian's short names that SPDX spells otherwise; case makes no difference there.
SPDX = {
    "expat": "MIT", "x11": "X11", "cc0-1.0": "CC0-1.0", "zlib": "Zlib", "boost-1.0": "BSL-1.0",
    "bsd-2-clause": "BSD-2-Clause", "bsd-3-clause": "BSD-3-Clause", "apache-2.0": "Apache-2.0",
    "gpl-2": "GPL-2.0-only", "gpl-2+": "GPL-2.0-or-later", "gpl-3": "GPL-3.0-only",
    "gpl-3+": "GPL-3.0-or-later", "lgpl-2.1": "LGPL-2.1-only", "lgpl-2.1+": "LGPL-2.1-or-later",
    "lgpl-3+": "LGPL-3.0-or-later",
}


def output_of(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


# ---- what the program is made of


def linked_in(build):
    """The objects and archives that the linker took, by linking once more."""
    commands = output_of("ninja", "-C", build, "--quiet", "-t", "commands", PROGRAM)
    link = commands.splitlines()[-1]
    with tempfile.TemporaryDirectory() as folder:
        again = link.replace(f" -o {PROGRAM} ", f" -o {folder}/again -Wl,--trace,--trace ", 1)
        if again == link:
            sys.exit(f"sbom: the build links {PROGRAM} in a way that is not known: {link}")
        traced = output_of("sh", "-c", again, cwd=build)
    files = {re.sub(r"^\((.*)\).*", r"\1", line) for line in traced.splitlines()}
    return {file for file in files if re.search(r"\.(o|a)$", file)}


def compiled_in(build):
    """The headers that its objects were compiled from."""
    inputs = output_of("ninja", "-C", build, "--quiet", "-t", "inputs", PROGRAM).splitlines()
    objects = [file for file in inputs if file.endswith(".o")]
    read = output_of("ninja", "-C", build, "--quiet", "-t", "deps", *objects).splitlines()
    headers = {line.strip() for line in read if line.startswith(" ")}
    # What the kernel offers is described there: no library is behind it.
    return {file for file in headers if not re.search(r"/include/(.*/)?(linux|asm|asm-generic)/", file)}


def loaded(build):
    """The shared libraries that the program names."""
    program = str(build / PROGRAM)
    named = set(re.findall(r"\(NEEDED\).*\[(.*)\]", output_of("readelf", "-d", program)))
    if not named:
        return set()
    found = re.findall(r"(\S+) => (/\S+)", output_of("ldd", program))
    return {path for name, path in found if name in named}


# ---- whose that is


@dataclasses.dataclass(frozen=True)
class Library:
    """A package that the program is made of."""
    name: str
    version: str
    architecture: str = ""
    source: str = ""  # Debian's source package; "": downloaded by the build
    address: str = "NOASSERTION"


def owners_of(paths):
    """{package: how many of those files are its}, and the files that are of none."""
    # A system may have merged /lib into /usr/lib while its packages have not.
    if not paths:
        return set(), set()
    names = {form: path for path in paths for form in (path, path.removeprefix("/usr"))}
    asked = subprocess.run(["dpkg-query", "--search", *names], capture_output=True, text=True)
    owners, owned = set(), set()
    for line in asked.stdout.splitlines():
        packages, _, path = line.partition(": ")
        if path in names and not line.startswith("diversion by"):
            owners.add(packages.split(",")[0])
            owned.add(names[path])
    return owners, set(paths) - owned


def debian_library(package):
    shown = output_of("dpkg-query", "--show", "--showformat",
                      "${Package}\t${Version}\t${Architecture}\t${source:Package}", package)
    return Library(*shown.split("\t"))


def downloaded_library(file, project):
    """The library that CMake has put below _deps, with the address that it took."""
    name = re.search(r"/_deps/([^/]+)-src/", file)
    if not name:
        sys.exit(f"sbom: {file} is of no package of Debian, and was not downloaded by the build")
    written = (project / "core/dependencies.cmake").read_text(encoding="utf-8")
    declared = re.search(rf"FetchContent_Declare\({name[1]}\s+URL (\S+/v?([0-9.]+)\.tar\.gz)",
                         written, re.IGNORECASE)
    address, version = declared.groups() if declared else ("NOASSERTION", "NOASSERTION")
    return Library(name[1], version, address=address)


def libraries_of(files, build, project):
    def is_ours(path):
        return "/_deps/" not in path and any(
            pathlib.Path(path).is_relative_to(folder) for folder in (build, project))

    paths = {os.path.realpath(build / file) for file in files}
    owners, others = owners_of(sorted(path for path in paths if not is_ours(path)))
    return ({debian_library(package) for package in owners} |
            {downloaded_library(file, project) for file in others})


# ---- under which licence


def stanzas(text):
    """The paragraphs of a copyright file that machines can read, as {field: value}."""
    for paragraph in re.split(r"\n\s*\n(?=\S)", text):
        yield {name.lower(): value.strip() for name, value in
               re.findall(r"^(\S+):[ \t]*((?:.*)(?:\n[ \t].*|\n(?=[ \t]))*)", paragraph, re.MULTILINE)}


class Licences:
    """Names licences as SPDX does, and keeps the texts that it has no name for."""

    def __init__(self):
        self.texts = {}

    def quoted(self, name, text):
        reference = "LicenseRef-" + re.sub(r"[^A-Za-z0-9.-]+", "-", name)
        self.texts[reference] = text
        return reference

    def of(self, library):
        """(licence, copyright) as the package's copyright file declares them."""
        file = pathlib.Path("/usr/share/doc") / library.name / "copyright"
        if not library.source or not file.exists():
            return "NOASSERTION", "NOASSERTION"
        text = file.read_text(encoding="utf-8", errors="replace")
        if not text.startswith("Format:"):
            return self.quoted(library.source, text), "NOASSERTION"
        paragraphs = list(stanzas(text))
        main = next((one for one in paragraphs if one.get("files", "").split() == ["*"]), None)
        if not main or "license" not in main:
            return self.quoted(library.source, text), "NOASSERTION"
        name, _, said = main["license"].partition("\n")
        known = [SPDX.get(one.lower()) for one in re.split(r" (?:or|and) ", name)]
        if all(known):
            joints = [joint.upper() for joint in re.findall(r" (?:or|and) ", name)]
            declared = "".join(a + b for a, b in zip(known, joints + [""]))
        else:
            apart = [one["license"].partition("\n") for one in paragraphs
                     if "files" not in one and "license" in one]
            texts = [said] + [rest for short, _, rest in apart if short == name]
            declared = self.quoted(f"{library.source}-{name}", "\n".join(filter(None, texts)) or text)
        return declared, main.get("copyright") or "NOASSERTION"


# ---- the document


def id_of(library):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]+", "-", library.name)


def vendor():
    with open("/etc/os-release", encoding="utf-8") as file:
        return dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', file.read(), re.MULTILINE))["ID"]


def described(library, licences):
    licence, rights = licences.of(library)
    entry = {
        "SPDXID": id_of(library), "name": library.name, "versionInfo": library.version,
        "downloadLocation": library.address, "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION", "licenseDeclared": licence, "copyrightText": rights,
        "primaryPackagePurpose": "LIBRARY"}
    if library.source:
        entry["sourceInfo"] = f"of the source package {library.source}"
        entry["externalRefs"] = [{
            "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
            "referenceLocator": f"pkg:deb/{vendor()}/{quote(library.name, safe='')}@"
                                f"{quote(library.version, safe='')}?arch={library.architecture}"}]
    return entry


def main():
    build, package, version, target = (pathlib.Path(sys.argv[1]).resolve(),
                                       pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    project = pathlib.Path(__file__).resolve().parents[2]
    if not (build / "build.ninja").exists():
        sys.exit(f"sbom: only Ninja can be asked what is in the program: {build} is not built by it")
    inside = libraries_of(linked_in(build) | compiled_in(build), build, project)
    relations = {library: "DYNAMIC_LINK" for library in libraries_of(loaded(build), build, project)}
    relations.update((library, "STATIC_LINK") for library in inside)
    in_order = sorted(relations, key=lambda library: library.name)

    licences = Licences()
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    mpdemo = {
        "SPDXID": "SPDXRef-mpdemo", "name": "mpdemo", "versionInfo": version,
        "packageFileName": package.name, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
        "licenseConcluded": "NOASSERTION", "licenseDeclared": "NONE",
        "copyrightText": "NOASSERTION", "primaryPackagePurpose": "APPLICATION"}
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": package.name,
        "documentNamespace": f"https://spdx.org/spdxdocs/{package.name}-{digest}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
                         "creators": ["Tool: mpdemo-scripts-package"]},
        "packages": [mpdemo] + [described(library, licences) for library in in_order],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
             "relatedSpdxElement": "SPDXRef-mpdemo"},
            *({"spdxElementId": "SPDXRef-mpdemo", "relationshipType": relations[library],
               "relatedSpdxElement": id_of(library)} for library in in_order)],
        "hasExtractedLicensingInfos": [
            {"licenseId": reference, "extractedText": text}
            for reference, text in sorted(licences.texts.items())]}
    with open(target, "w", encoding="utf-8") as file:
        file.write(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


main()
