import { expect, test } from 'vitest'
import { describeCard } from '../../src/commands/card-hint.ts'
import { makeCourse } from '../helpers/folder.ts'

test('a picture that nobody will be shown is told of', async () => {
  const folder = await makeCourse({ 'card.png': '' })
  expect(describeCard(folder, undefined)).toContain('--base https://')
  expect(describeCard(folder, '/course/')).toContain('--base https://')
  expect(describeCard(folder, 'https://example.org/')).toBe('')
})

test('where there is no picture there is nothing to tell', async () => {
  expect(describeCard(await makeCourse({}), undefined)).toBe('')
})
