// Proves all chapters of a course and tells what is wrong with them, as a build does:
//   tsx test/helpers/prove.ts ПАПКА '{"loadLimit": 5000}'
import { proveChapters } from '../../src/check/prove.ts'
import { findProblems } from '../../src/check/verdict/evidence-problems.ts'
import { reportProblems } from '../../src/cli/report.ts'
import { loadCourse } from '../../src/course/load.ts'
import { prepareCourse } from '../../src/tangle/prepare.ts'

const [folder = '', options = '{}'] = process.argv.slice(2)
const prepared = await prepareCourse(await loadCourse(folder))
const slugs = prepared.course.chapters.map(({ slug }) => slug)
const proofs = await proveChapters(prepared, { ...JSON.parse(options), slugs })
const problems = prepared.course.chapters.flatMap((chapter) => {
  const evidence = proofs.get(chapter.slug)
  return evidence === undefined ? [] : findProblems(chapter, evidence)
})
process.stderr.write(`${reportProblems(problems)}\n`)
process.exit(problems.length === 0 ? 0 : 1)
