import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../../src/files/root.ts'

/** Bytes of a chapter, of which a third is code. */
const SIZE = 15_000

/**
 * Writes a course of so many chapters, the same at every call. Its sentences are those of the real
 * chapters, shuffled; its programs are made up, compile, and have no two names alike.
 */
export function generateCourse(folder: string, count: number): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const paragraphs = readParagraphs()
  for (let number = 1; number <= count; number++) {
    const random = createRandom(number)
    const name = `${String(number).padStart(2, '0')}-chapter.md`
    writeFileSync(join(folder, name), writeChapter(number, paragraphs, random))
  }
}

type Random = (below: number) => number

/** Mulberry32: small, and the same on every machine. */
function createRandom(seed: number): Random {
  let state = seed * 0x9e3779b9
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Plain paragraphs: no fences, containers, lists, tables, or links that would lead nowhere. */
function readParagraphs(): string[] {
  const chapters = join(ROOT, 'chapters')
  return readdirSync(chapters)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => {
      const text = readFileSync(join(chapters, name), 'utf8').replace(/^```[\s\S]*?^```$/gm, '')
      return text.split(/\n{2,}/)
    })
    .filter((text) => /^[А-ЯЁ*]/.test(text) && text.length > 150 && !/[\]{<]|^#|^:::/m.test(text))
}

function writeChapter(number: number, paragraphs: readonly string[], random: Random): string {
  const pick = () => paragraphs[random(paragraphs.length)] as string
  const parts = [`# Глава ${number}. ${pick().slice(0, 30)}`]
  let [code, length] = [0, 0]
  for (let section = 1; length < SIZE; section++) {
    const words = pick().replace(/[*`]/g, '').split(/\s+/)
    const texts = Array.from({ length: 3 }, pick)
    const isCodeDue = code * 3 < length || section === 1
    const fence = isCodeDue ? writeFence(`program-${section}.ts`, random) : ''
    const added = [`## ${words.slice(0, 4).join(' ')}`, ...texts, ...(fence === '' ? [] : [fence])]
    parts.push(...added)
    code += Buffer.byteLength(fence)
    length += Buffer.byteLength(added.join('\n\n'))
  }
  return `${parts.join('\n\n')}\n`
}

function writeFence(file: string, random: Random): string {
  const blocks = Array.from({ length: 3 }, () => writeFunction(random))
  return `\`\`\`ts file=${file}\nimport { type Socket, SocketError } from 'live-sockets'\n\n${blocks.join('\n\n')}\n\`\`\``
}

function writeFunction(random: Random): string {
  const id = (word: string) => `${word}${random(100_000)}`
  const [serve, total, limit, reply] = [id('serve'), id('total'), id('limit'), id('reply')]
  return `const ${limit} = ${random(65536)}

/** Читает, пока не наберётся ${random(1000)} байт, и отвечает. */
export function ${serve}(client: Socket, ${reply} = 'Done ${random(1000)}!'): number {
  let ${total} = 0
  try {
    while (${total} < ${limit}) {
      const piece = client.recv(${16 << random(8)})
      if (piece.length === 0) break
      ${total} += piece.length
      if (${total} % ${2 + random(9)} === 0) console.log(\`Принято: \${${total}}\`)
    }
    client.sendall(${reply})
  } catch (error) {
    if (!(error instanceof SocketError)) throw error
    console.log('Клиент потерян:', error.code, ${random(100)})
  }
  return ${total}
}`
}
