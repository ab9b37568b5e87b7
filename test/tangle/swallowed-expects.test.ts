import { expect, test } from 'vitest'
import { findSwallowedExpects } from '../../src/tangle/swallowed-expects.ts'
import { blocksOf, fence, parseSound } from '../helpers/chapter.ts'

/** `line:column` of what hides a failure in a check; its first line is 4. */
function find(check: string): string[] {
  const blocks = blocksOf(parseSound(`# Г\n\n${fence('ts check', ...check.split('\n'))}`), 'check')
  return blocks
    .flatMap(findSwallowedExpects)
    .map(({ place: { line, column } }) => `${line}:${column}`)
}

test.each([
  ['try { expect(a).toBe(1) } catch {}', '4:27'],
  ['try { expect(a).toBe(1) } catch (e) { console.log(e) }', '4:27'],
  ['try {\n  for (const a of all) expect(a).toBe(1)\n} catch {} finally { close() }', '6:3'],
  ['try { try { expect(a).toBe(1) } finally { close() } } catch {}', '4:55'],
  ['await expect(a()).resolves.toBe(1).catch(() => {})', '4:42'],
  ['await expect(a()).rejects.toThrow().catch(function () {})', '4:43'],
  ['await expect.poll(a).toBe(1).catch(() => false)', '4:36'],
  ['await expect(a()).resolves.toBe(1).then(b, () => {})', '4:44'],
  ['await a().then((b) => expect(b).toBe(1)).catch(() => {})', '4:48'],
  ['await (async () => { expect(a).toBe(1) })().catch(() => {})', '4:51'],
])('%s: nobody hears of the failure', (check, place) => {
  expect(find(check)).toEqual([place])
})

test.each([
  'try { read() } catch {}',
  'try { expect(a).toBe(1) } finally { close() }',
  'try { expect(a).toBe(1) } catch (e) { throw new Error(output, { cause: e }) }',
  'try { expect(a).toBe(1) } catch { expect.soft(b).toBe(1) }',
  'try { read(); expect.unreachable() } catch (e) { expect(e.code).toBe(1) }',
  "expect(await client.readAll().catch(() => '')).toBe('')",
  "await expect.poll(() => ask().catch(() => ''), { timeout: 8000 }).toBe(whole)",
  'await expect(a()).resolves.toBe(1).catch(explain)',
  'await expect(a()).resolves.toBe(1).catch((e) => { throw e })',
])('%s: somebody does', (check) => {
  expect(find(check)).toEqual([])
})
