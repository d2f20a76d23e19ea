# Sourced by the scripts beside this folder: what each of them needs to say or to find.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
script=$(basename "$0")

die() {
  echo "scripts/$script: $*" >&2
  exit 2
}

need_java() {
  command -v java >/dev/null || die "java is not on the path; install JDK 17 or newer (Debian: openjdk-17-jdk-headless)"
  local version
  version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge 17 ] || die "java is version ${version:-unknown}; expected 17 or newer"
}

need_maven() {
  command -v mvn >/dev/null || die "mvn is not on the path; install Maven 3.8.7 or newer (Debian: maven)"
}

# Installs Debian packages whose command is missing. Without the rights to, says what will be skipped and goes on.
debian_packages() {
  local missing=() command package
  while [ $# -gt 0 ]; do
    command=$1 package=$2
    shift 2
    PATH="$PATH:/usr/sbin" command -v "$command" >/dev/null || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local run=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      run=(sudo -n)
    else
      echo "scripts/$script: ${missing[*]} missing and no right to install; the tests that need them will be skipped" >&2
      return 0
    fi
  fi
  command -v apt-get >/dev/null || {
    echo "scripts/$script: ${missing[*]} missing and no apt-get here; the tests that need them will be skipped" >&2
    return 0
  }
  echo "scripts/$script: installing ${missing[*]}"
  # the services are started by the tests themselves, on ports of their own
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get update -qq >/dev/null \
    && "${run[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || echo "scripts/$script: could not install ${missing[*]}; the tests that need them will be skipped" >&2
}

# Installs what the PLC in the agent's tests is made of, as its lock file pins it. Where that can't be done, says what will be skipped.
plc_of_the_tests() {
  local from=$top/edge-agent/agent/src/test/plc to=$top/edge-agent/agent/target/plc
  command -v npm >/dev/null || {
    echo "scripts/$script: npm missing (Debian: npm); the tests against an OPC UA server of another maker will be skipped" >&2
    return 0
  }
  cmp -s "$from/package-lock.json" "$to/node_modules/.installed" && return 0
  mkdir -p "$to"
  cp "$from/package.json" "$from/package-lock.json" "$to"
  # its scripts are of no use here, so none are run
  if npm ci --prefix "$to" --ignore-scripts --no-audit --no-fund --silent >/dev/null; then
    cp "$from/package-lock.json" "$to/node_modules/.installed"
  else
    echo "scripts/$script: npm could not install node-opcua; the tests against an OPC UA server of another maker will be skipped" >&2
  fi
}

# Makes the database that the tests against a real CRM start from. Where that can't be done, says so loudly, or ends if it must be.
tryton_of_the_tests() {
  "$top/scripts/tryton" prepare && return 0
  [ "${TAGLINE_REQUIRE:-}" != tryton ] || die "no Tryton here, and TAGLINE_REQUIRE=tryton says that there must be; see above"
  without_tryton
}

without_tryton() {
  echo "scripts/$script: LEFT OUT: the tests of the CRM connector against a real Tryton 6.0; scripts/tryton prepare makes one" >&2
}

# True when a jar is missing or older than any source that it is made of.
stale() {
  local jar=$1
  shift
  [ -f "$jar" ] || return 0
  [ -n "$(find "$@" -path '*/target' -prune -o -type f -newer "$jar" -print -quit)" ]
}

# Builds the three programs when they are missing or older than their sources; tests and checks are scripts/test's. The hub's jar itself
# carries the time of the reproducible build, so the one that it was made from tells its age.
build_programs() {
  cd "$top" || exit
  if stale "$top/edge-agent/agent/target/tagline-agent.jar" pom.xml edge-agent firmware-config \
    || stale "$top/edge-agent/simulator/target/tagline-simulator.jar" pom.xml edge-agent/simulator edge-agent/llrp edge-agent/epc \
    || [ ! -f "$top/hub/target/tagline-hub.jar" ] \
    || stale "$top/hub/target/tagline-hub.jar.original" pom.xml edge-agent/wire edge-agent/epc edge-agent/settings hub/pom.xml hub/src; then
    need_maven
    echo "building (the first time takes minutes: Maven fetches what is missing) …"
    mvn -B -q -Dquick -pl edge-agent/agent,edge-agent/simulator,hub -am package || die "the build failed; see above"
  fi
}
