import { describe, expect, test } from 'vitest'
import { normalize, stem } from '../../src/search/stem.ts'

const read = (word: string) => stem(normalize(word))

describe('a vowel that comes and goes', () => {
  test.each([
    'ошибка ошибки ошибок ошибками',
    'число числа чисел числами',
    'время времени времён временем временами',
    'имя имени имён именах',
    'письмо писем письмами',
    'окно окон окнами',
    'замок замка замки замков',
    'конец конца концы',
    'узел узла узлов',
    'строка строк строками',
    'настройка настроек настройками',
    'посылка посылок',
    'ядро ядра ядер',
    'ноль нуля нулю',
    'день дня дней',
    'деньги денег',
    'ветер ветра',
    'человек людей',
    'сервер сервера серверов',
    'номер номера номеров',
  ])('%s', (forms) => {
    expect(new Set(forms.split(' ').map(read)).size).toBe(1)
  })

  test.each([
    ['порт', 'порок'],
    ['срок', 'сорок'],
    ['поток', 'потоп'],
    ['окно', 'око'],
    ['имя', 'имение'],
    ['замок', 'замер'],
  ])('«%s» and «%s» stay two words', (one, other) => {
    expect(read(one)).not.toBe(read(other))
  })
})

test.each([
  ['замо\u0301к', 'замок'],
  ['о\u0301чередь', 'очередь'],
  ['дата\u00ADграмма', 'датаграмма'],
  ['при\u200Bём', 'прием'],
  ['йод'.normalize('NFD'), 'йод'],
  ['ещё'.normalize('NFD'), 'еще'],
  ['cокет', 'сокет'],
  ['café', 'cafe'],
])('%j is compared as «%s»', (word, normal) => {
  expect(normalize(word)).toBe(normal)
})

test('letters of one alphabet stay what they are', () => {
  expect(['accept', 'TIME_WAIT', 'порт'].map(normalize)).toEqual(['accept', 'time_wait', 'порт'])
})
