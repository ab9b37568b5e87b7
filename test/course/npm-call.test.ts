import { expect, test } from 'vitest'
import { judgeNpmCalls } from '../../src/course/npm-call.ts'
import { replaceChapterCommands } from '../../src/course/npm-command.ts'

const start = 'npm run chapter 1 a.ts'

test.each([
  [`${start} --flag`, `${start} -- --flag`],
  [`${start} x -v y`, `${start} x y -- -v`],
  [`${start} -5`, `${start} -- -5`],
  [`${start} "--two words"`, `${start} -- "--two words"`],
  [`${start} --flag -- -x`, `${start} -- --flag -x`],
  ['npm run chapter --flag 1 a.ts', `${start} -- --flag`],
  ['npm run --if-present chapter 1 a.ts', `${start} -- --if-present`],
  [`PORT=1 ${start} --flag`, `${start} -- --flag`],
  [`true && ${start} --flag; true`, `${start} -- --flag`],
  [`sh -c '${start} --flag'`, `${start} -- --flag`],
  [`sh -c "${start} --flag" --mine`, `${start} -- --flag`],
  [`(${start} --flag)`, `${start} -- --flag`],
  [`timeout 5 ${start} --flag`, `${start} -- --flag`],
  [`${start} 2>/dev/null --flag`, `${start} -- --flag`],
])('npm would keep the key of «%s»', (line, right) => {
  const [complaint, ...more] = judgeNpmCalls(line)
  expect(complaint?.fact).toMatch(/^ключ .* достался бы npm, а не программе$/)
  expect(complaint?.remedy).toBe(`Пишите: ${right}`)
  expect(more).toEqual([])
})

test.each([
  `${start} | wc -l`,
  `${start} > out.txt`,
  `${start} >> out.txt`,
  `${start} 2>&1 | cat`,
  `${start} 1>out.txt`,
  `echo $(${start})`,
  `echo "$(${start})"`,
  `x=\`${start}\``,
])('npm would add its own lines to what «%s» prints', (line) => {
  expect(judgeNpmCalls(line)).toEqual([
    {
      fact: 'вывод программы уходит не в терминал, а npm добавит к нему свои строки',
      remedy: 'Пишите: npm run -s chapter 1 a.ts',
    },
  ])
  expect(judgeNpmCalls(line.replace('npm run', 'npm run -s'))).toEqual([])
})

test.each([
  start,
  `${start} one two`,
  `${start} -- --flag`,
  `${start} -`,
  `npm  run  chapter  1  a.ts`,
  'npm run chapter -- 1 a.ts --flag',
  `npm --silent run chapter 1 a.ts | cat`,
  `${start} || true`,
  `${start} 2>/dev/null`,
  `${start} >/dev/null`,
  `echo x | ${start}`,
  `${start} & wait`,
  `${start} # --flag`,
  `npm -v`,
  `echo npm-run chapter`,
  `${start} 'a | b > c'`,
])('«%s» is the same for npm', (line) => {
  expect(judgeNpmCalls(line)).toEqual([])
})

test.each([
  ['npm run chapter 4', /не видно какую$/],
  ['npm run chapter', /не видно какую$/],
  ['npm run chapter $N a.ts', /не видно какую$/],
  ['npm run claims', /^«npm run claims» в сцене не запускается/],
  ['npm start', /^«npm run start» в сцене не запускается/],
])('«%s» has no place in a scene', (line, fact) => {
  expect(judgeNpmCalls(line).map((one) => one.fact)).toEqual([expect.stringMatching(fact)])
})

test.each([
  ['npm run chapter -- 1 a.ts --flag "b c"', '<1 a.ts> --flag "b c"'],
  ["npm run chapter 1 a.ts 'x;y' | cat", "<1 a.ts> 'x;y' | cat"],
  [`sh -c '${start} x'; true`, "sh -c '<1 a.ts> x'; true"],
  [`echo "$(${start} x)" y`, 'echo "$(<1 a.ts> x)" y'],
  [`${start} -- -- x`, '<1 a.ts> -- x'],
  [`${start} a 2>&1 b`, '<1 a.ts> a 2>&1 b'],
  [`${start} a 2>x -- -b`, '<1 a.ts> a 2>x -b'],
])('«%s» becomes «%s»', (line, made) => {
  const replaced = replaceChapterCommands(line, ({ chapter, file }) => `<${chapter} ${file}>`)
  expect(replaced).toBe(made)
})
