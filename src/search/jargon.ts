import { readTerm, readWords } from './terms.ts'

/** The terms that a word of a query is looked up by: its own, and those of the standard word for it. */
export function readQueryTerms(word: string): string[] {
  const own = readTerm(word)
  return [own, ...(JARGON.get(own) ?? [])]
}

/** What readers say, and what is written instead (see «Словарь» in CONTRIBUTING.md). */
const JARGON = new Map(
  Object.entries({
    бэклог: 'очередь соединений',
    беклог: 'очередь соединений',
    дедлайн: 'крайний срок',
    deadline: 'крайний срок',
    дейтаграмма: 'датаграмма',
    datagram: 'датаграмма',
    пайп: 'канал',
    пир: 'собеседник',
    peer: 'собеседник',
    ресет: 'сброс',
    стрим: 'поток',
    тайм: 'таймаут',
    тред: 'поток',
    thread: 'поток',
    хендл: 'дескриптор',
    хэндл: 'дескриптор',
    хендшейк: 'рукопожатие',
    хэндшейк: 'рукопожатие',
    handshake: 'рукопожатие',
    хост: 'узел',
  }).map(([said, written]) => [readTerm(said), readAll(written)]),
)

function readAll(words: string): string[] {
  return Array.from(readWords(words), ({ text }) => readTerm(text))
}
