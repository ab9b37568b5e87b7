import { readdirSync } from 'node:fs'
import { measureDistance } from '../../course/near-miss.ts'
import { searchPath } from './executable.ts'
import { fromOtherAlphabet } from './other-alphabet.ts'

/** Commands of the shell itself (POSIX, 2.14 and 4). */
const BUILTINS =
  'alias bg break cd command continue echo eval exec exit export false fc fg getopts hash jobs kill printf pwd read readonly return set shift test time times trap true type ulimit umask unalias unset wait'.split(
    ' ',
  )

/** What chapters on networks call, installed or not: none of these is a slip of the pen. */
const TOOLS =
  'ab arp awk bash busybox bun cargo clang cmake conntrack cpp curl deno dig docker ethtool expect faketime ftp gawk gcc gdb git gnutls-cli go grep hey host hping3 htop http httpie httpd hyperfine ifconfig ip ip6tables iperf iperf3 iptables java javac jq k6 ldd lsof ltrace lua make mawk memcached mosquitto mtr nc ncat netcat netstat nft nginx ngrep nmap node npm npx nslookup openssl perf perl php ping pip podman psql pv python python2 python3 redis-cli redis-server rg route rsync ruby rustc scp sed sftp socat socket sqlite3 ss ssh sshd strace sudo tail tc tcpdump telnet tftp tmux top tracepath traceroute tshark valgrind vim wc wget whois wireshark wrk xxd zsh'.split(
    ' ',
  )

/** Commands that are called with a number: glued to it, none of them is another version of itself. */
const NUMBERED = new Set('cd echo exit head kill printf seq sleep tail timeout wait'.split(' '))

/** The command that was meant by one that there is not; nothing when it is no slip of the pen. */
export function findMeantCommand(name: string): string | undefined {
  if (TOOLS.includes(name)) return undefined
  const known = [...new Set([...BUILTINS, ...TOOLS, ...listInstalled()])]
  const same = findSame(name, known)
  const slip = same ?? SLIPS[name]
  if (slip !== undefined || name.length < 2 || isOtherVersion(name, known)) return slip
  const allowed = name.length < 6 ? 1 : 2
  const found = known
    .filter((one) => Math.abs(one.length - name.length) <= allowed)
    .map((one) => ({ one, distance: measureDistance(name, one) }))
    .filter(({ one, distance }) => distance <= allowed && isLikely(name, one))
  // Of several the nearest; what the shell itself has comes before what is only installed.
  return found.sort((a, b) => a.distance - b.distance)[0]?.one ?? findGlued(name, known)
}

/** The same word in letters of another case, another alphabet or another layout of the keyboard. */
function findSame(name: string, known: readonly string[]): string | undefined {
  const small = name.toLowerCase()
  return [small, ...fromOtherAlphabet(small)].find((one) => one !== name && known.includes(one))
}

/** `python3.11` beside `python3`, `gcc-12` beside `gcc`. */
function isOtherVersion(name: string, known: readonly string[]): boolean {
  const [, head = ''] = /^([a-z][a-z+]*?)-?[\d.]+$/.exec(name) ?? []
  return known.includes(head) && !NUMBERED.has(head)
}

/** `echoпривет`, `sleep0.1`: the space is missing. Not `python3.11`, nor `gcc-12`. */
function findGlued(name: string, known: readonly string[]): string | undefined {
  const [head = ''] = /^[a-z]{2,}/.exec(name) ?? []
  const rest = name.slice(head.length)
  const isText = /^[^\x00-\x7F]/.test(rest)
  const isNumber = /^[\d.]+$/.test(rest) && NUMBERED.has(head)
  return (isText && known.includes(head)) || isNumber ? `${head} ${rest}` : undefined
}

/** Beside the `m` on the keyboard: the command of the course itself is too often typed to be passed over. */
const SLIPS: Readonly<Record<string, string>> = {
  nmp: 'npm',
  npn: 'npm',
  'np,': 'npm',
  nom: 'npm',
  bpm: 'npm',
}

/** Nearly every name of two or three letters is one letter away from another. */
function isLikely(name: string, one: string): boolean {
  const sorted = (word: string) => [...word].sort().join('')
  return name.length > 3 || one.length > 3 || sorted(name) === sorted(one)
}

function listInstalled(): string[] {
  return searchPath()
    .split(':')
    .flatMap((folder) => {
      try {
        return readdirSync(folder)
      } catch {
        return []
      }
    })
}
