import { expect, test } from 'vitest'
import { findConstantExpects } from '../../src/tangle/constant-expects.ts'
import { blocksOf, fence, parseSound } from '../helpers/chapter.ts'

/** `line:column` of what proves nothing in the checks of a chapter; the first stands on line 4. */
function find(...checks: readonly string[]): string[] {
  const text = checks.map((one) => fence('ts check', ...one.split('\n'))).join('\n')
  const blocks = blocksOf(parseSound(`# Г\n\n${text}`), 'check')
  return findConstantExpects(blocks).map(({ place: { line, column } }) => `${line}:${column}`)
}

test.each([
  'expect(1).toBe(1)',
  'expect(1).toBe(2)',
  'expect(true).toBeTruthy()',
  "expect('a').not.toBe('b')",
  'expect(-1 + 2).toBe(1)',
  'expect(!false).toBe(true)',
  'expect([1, 2]).toEqual([1, 2])',
  "expect({ a: { b: 'c' } }).toMatchObject({ a: {} })",
  'expect(`a$' + '{1}`).toBe(`a1`)',
  'expect(/a/).toEqual(/a/)',
  'expect(undefined).toBeUndefined()',
  'expect((1 as number)).toBe(1)',
  'expect(true ? 1 : 2).toBe(1)',
  'expect.soft(1).toBe(1)',
  'expect.poll(() => 1).toBe(1)',
  'expect(1, "пояснение").toBe(1)',
  'expect(() => {}).not.toThrow()',
  'expect(() => 1).not.toThrow()',
  'expect([1, ...[2]]).toHaveLength(2)',
  "expect('a'!).toBe('a')",
  'expect(1 as number satisfies number).toBe(1)',
  'await expect(Promise.resolve(1)).resolves.toBe(1)',
  'let x = 1; expect(x).toBe(1)',
  'const one = () => 1; expect(one()).toBe(1)',
  'const one = () => { return 1 }; expect(one()).toBe(1)',
  'const one = function () { return 1 }; expect(one()).toBe(1)',
  'const one = async () => 1; expect(await one()).toBe(1)',
  'function one() { return 1 }; expect(one()).toBe(1)',
  'const one = 1; expect(!one).toBe(false)',
  'let one = 1; expect(one!).toBe(1)',
  'const one = 1; expect(-one).toBe(-1)',
  'const w = { status: 0 }; expect(w).toEqual({ status: 0 })',
  'const w = [1, 2]; expect(w).toEqual([1, 2])',
  'const w: number[] = [1]; expect([1]).toEqual(w)',
  'const w = { status: 0 }; expect(w.status).toBe(0)',
  'const w = { a: { b: 0 } }; expect(w.a.b).toBe(0); read(1)',
  'var w = 1; expect(w).toBe(1)',
  'const [w] = [1]; expect(w).toBe(1)',
  'const { w } = { w: 1 }; expect(w).toBe(1)',
  'const { a: { w } } = { a: { w: 1 } }; expect(w).toBe(1)',
  "expect(Number('1')).toBe(1)",
  'expect(parseInt(`1`, 10)).toBe(1)',
  'expect(((((1))))).toBe((1))',
  '(expect(1)).toBe(1)',
])('%s compares literals', (line) => {
  const column = line.indexOf('expect') + 3
  expect(find(`test('x', async () => {\n  ${line}\n})`)).toEqual([`5:${column}`])
})

test('a name of a literal is one, also in another block', () => {
  expect(
    find('const one = 1\nconst two = one + 1', "test('x', () => expect(two).toBe(2))"),
  ).toEqual(['9:17'])
})

test.each(['server', 'server.port', 'a.b.c'])('%s is compared with itself', (name) => {
  expect(find(`test('x', () => expect(${name}).toBe(${name}))`)).toEqual(['4:17'])
  expect(find(`test('x', () => expect(${name}).not.toEqual(${name}))`)).toEqual(['4:17'])
})

test.each([
  'expect(a).toEqual({ ...a })',
  'expect(a).toEqual([...a])',
  "expect(a['stdout']).toBe(a.stdout)",
  "expect(a.b['c']).toBe((a).b.c)",
  'expect(((a))).toBe(a)',
  'expect(a as number).toBe(a)',
  'expect(a!).toBe(a)',
  'expect(a[0]).toBe(a[0])',
  'expect(a[i]).not.toBe(a[i])',
  'expect(a).toEqual(structuredClone(a))',
])('%s compares a thing with itself, however it is written', (line) => {
  expect(find(`test('x', () => {\n  ${line}\n})`)).toEqual(['5:3'])
})

test.each([
  "expect(output).toContain('')",
  'expect(output).toMatch(/.*/)',
  "expect(output).toMatch('')",
  'expect(output).toMatch(/x?/)',
  'expect(output).toEqual(expect.anything())',
  'expect(output).toMatchObject({})',
  'expect(output).toEqual(expect.objectContaining({}))',
  'expect(output).toEqual(expect.arrayContaining([]))',
  "expect(output).toEqual(expect.stringContaining(''))",
  'expect(output).toEqual(expect.stringMatching(/(?:)/))',
  'expect(output).toSatisfy(() => true)',
  'expect(output.length).toBeGreaterThanOrEqual(0)',
  'expect(all.size).toBeGreaterThan(-1)',
])('%s would let anything through', (line) => {
  expect(find(`test('x', () => {\n  ${line}\n})`)).toEqual(['5:3'])
})

test.each([
  'expect(output).toMatch(/^(сброс)?$/)',
  'expect(output).toMatch(/./)',
  'expect(output).toMatch(/[^]/)',
  "expect(all).toContain('a')",
  'expect(output).toMatchObject({ a: expect.anything() })',
  'expect(a).toHaveProperty("b", expect.anything())',
  'expect(output).toSatisfy((one) => one > 1)',
  'expect(output.length).toBeGreaterThanOrEqual(1)',
  'expect(count).toBeGreaterThanOrEqual(0)',
  'expect(a.b).toBe(a.c)',
  'expect(a[0]).toBe(a[1])',
  'expect(a).toEqual({ ...b })',
  'expect(a).toEqual({ ...a, c: 1 })',
  'const w = { status: 0 }; fill(w); expect(w).toEqual({ status: 0 })',
  'const w = { status: 0 }; w.status = read(); expect(w).toEqual({ status: 0 })',
  'const w = { status: 0 }; const v = w; v.status = 1; expect(w).toEqual({ status: 1 })',
  'const w = { a: { b: 0 } }; fill(w.a); expect(w.a.b).toBe(0)',
  'const w = { all: [] }; w.all.push(1); expect(w.all).toEqual([1])',
  'const w = { a: 1 }; expect(w[key]).toBe(1)',
  "const w = 'ё'; expect(w.length).toBe(1)",
  'const [w] = read(); expect(w).toBe(1)',
  'const [w = read()] = [1]; expect(w).toBe(1)',
  'var w = 1; w = read(); expect(w).toBe(1)',
  'expect(Number(output)).toBe(1)',
])('%s may fail', (line) => {
  expect(find(`test('x', () => {\n  ${line}\n})`)).toEqual([])
})

test.each([
  "expect('ё'.length).toBe(1)",
  "expect(Buffer.byteLength('ё')).toBe(2)",
  "expect(['раз', 'два']).toContain(output)",
  'expect(1).toBe(count)',
  'expect(output).toBe("раз")',
  'expect(read()).toBe(read())',
  'expect({ a }).toEqual({ a: 1 })',
  'expect([...all]).toEqual([])',
  'expect({ [key]: 1 }).toEqual({})',
  'expect(() => read()).not.toThrow()',
  'expect(await read()).toBe(1)',
  'const seen = []; seen.push(read()); expect(seen).toEqual([1])',
  'let count = 0; count += read(); expect(count).toBe(1)',
  'for (const one of all) expect(one).toBe(1)',
  'let x = 1; x = read(); expect(x).toBe(1)',
  'let x = 1; x++; expect(x).toBe(2)',
  'let x = 1; --x; expect(x).toBe(0)',
  'let x = 1; [x] = read(); expect(x).toBe(1)',
  'let x; x = read(); expect(x).toBe(1)',
  'const one = () => read(); expect(one()).toBe(1)',
  'function one() { const a = read(); return 1 }; expect(one()).toBe(1)',
  'const ask = (a) => a; expect(ask(1)).toBe(1)',
  'expect(parse(1)).toBe(1)',
  'function again() { return again() }; expect(again()).toBe(1)',
  'const ping = () => pong(), pong = () => ping(); expect(ping()).toBe(1)',
  'const one = () => (read() ? one() : 1); expect(one()).toBe(1)',
  'const { one } = read(); expect(one).toBe(1)',
  "// expect(1).toBe(1)\nprint('expect(1).toBe(1)')",
])('%s says something', (line) => {
  expect(find(`test('x', async () => {\n  ${line}\n})`)).toEqual([])
})

test('a name that something else bears too is no literal', () => {
  const check = "const port = 1\ntest('x', () => { each((port) => expect(port).toBe(1)) })"
  expect(find(check)).toEqual([])
})
