import { loadCourse } from '../../../src/course/load.ts'
import { pasteChapters } from '../../helpers/paste.ts'

const { chapters } = await loadCourse('chapters')
pasteChapters(chapters.filter(({ number }) => number <= 12))
