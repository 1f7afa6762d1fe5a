import type { Message } from '../messages.js';
import type { log as english } from './en.js';

/** What is said of witnesses under the log, and of looking for an entry, in Arabic. */
export const log: Readonly<Record<keyof typeof english, Message>> = {
  'witness.none': 'لا يسمّي دفتر القيود أي شاهد: لا أحد سواه يضمن هذه الحالة.',
  'witness.nobody':
    'لم يوقّع أي شاهد على حالة السجل هذه: لا أحد غير دفتر القيود يضمن أن الجميع عُرضت عليهم الحالة نفسها.',
  'witness.source':
    'فُحصت بالمفاتيح التي يسمّيها دفتر القيود. قارنها بما ينشره الشهود أنفسهم، فقد يسمّي دفتر القيود شهودًا من عنده.',
  'witness.verified': 'فُحص في هذا المتصفح، ووُقّع في {at}',
  'witness.failed': 'التوقيع غير صحيح',
  'witness.unknown': 'مفتاح غير معروف، فلم يُفحص',
  'witness.missing': 'لم يوقّع هذه الحالة',
  'witness.quorum': 'وقّع من الشهود العدد الذي يطلبه دفتر القيود نفسه.',
  'witness.noQuorum': 'وقّع من الشهود أقل مما يطلبه دفتر القيود نفسه.',
  'witness.unavailable': 'تعذّر فحص توقيعات الشهود في هذا المتصفح.',
  'find.label': 'رقم قيد أو بصمته',
  'find.hint':
    'للبصمة 64 رقمًا ست عشريًّا: بصمة بيان أو بصمة قيد. يبحث هذا المتصفح في السجل بنفسه، فلا يعلم أحد عمّا تبحث.',
  'find.malformed': '«{text}» ليس رقمًا ولا بصمة من 64 رقمًا ست عشريًّا.',
  'find.all': 'كل القيود',
  'find.title': 'البحث عن بصمة',
  'find.looking': 'جارٍ البحث في القيود …',
  'find.statement': 'هي بصمة البيان في القيد {index}.',
  'find.entry': 'هي بصمة القيد {index} نفسه.',
  'find.notYet': 'ليست بين القيود من {from} إلى الأحدث.',
  'find.nowhere': 'لا قيد نشره دفتر القيود له هذه البصمة.',
  'find.older': 'ابحث في القيود الأقدم',
};
