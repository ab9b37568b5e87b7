import { readdirSync } from 'node:fs'
import { measureDistance } from '../../course/near-miss.ts'
import { searchPath } from './executable.ts'

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

/** The command that was meant by one that there is not; nothing when it is no slip of the pen. */
export function findMeantCommand(name: string): string | undefined {
  if (TOOLS.includes(name) || name.length < 2) return undefined
  const allowed = name.length < 6 ? 1 : 2
  const found = [...new Set([...BUILTINS, ...TOOLS, ...listInstalled()])]
    .filter((one) => Math.abs(one.length - name.length) <= allowed)
    .map((one) => ({ one, distance: measureDistance(name, one) }))
    .filter(({ one, distance }) => distance <= allowed && isLikely(name, one))
  // Of several the nearest; what the shell itself has comes before what is only installed.
  return found.sort((a, b) => a.distance - b.distance)[0]?.one
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
