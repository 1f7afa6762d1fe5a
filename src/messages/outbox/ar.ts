import type { Message } from '../messages.js';
import type { outbox as english } from './en.js';

/** What became of what was signed on this device, in Arabic. */
export const outbox: Readonly<Record<keyof typeof english, Message>> = {
  'offline.unreadable':
    'النسخة التي حفظها هذا المتصفح في {time} لا يمكن قراءتها، فلا يُعرض منها شيء.',
  'post.sent.waiting': 'موقَّع وينتظر الإرسال',
  'post.sent.recorded': 'في السجل',
  'post.sent.refused': 'رفضه الدفتر',
  'post.sent.unproved': 'الإيصال لا يصمد',
  'post.waitingLong':
    'يُحفظ على هذا الجهاز ويُرسل عندما يمكن الوصول إلى الدفتر وصفحة من هذه الوحدة مفتوحة. إن أُرسل مرتين سُجل مرة واحدة. لا تسجّل الخروج قبل ذلك.',
  'post.behind': 'ما زال حدث أقدم عن البضائع نفسها ينتظر ويُرسل أولًا.',
  'post.notReached': 'تعذّر الوصول إلى الدفتر.',
  'post.faulty': 'أجاب الدفتر، أو ما يقف أمامه، بخطأ ({status}).',
  'post.deviceFault': 'لم يستطع هذا الجهاز إرساله أو التحقق من الإيصال.',
  'post.tries': {
    zero: 'المحاولات حتى الآن: {count}؛ التالية {at}.',
    one: 'محاولة واحدة حتى الآن ({count})؛ التالية {at}.',
    two: 'محاولتان حتى الآن ({count})؛ التالية {at}.',
    few: '{count} محاولات حتى الآن؛ التالية {at}.',
    many: '{count} محاولة حتى الآن؛ التالية {at}.',
    other: '{count} محاولة حتى الآن؛ التالية {at}.',
  },
  'post.recordedLong':
    '✓ القيد {index}. تحقق هذا المتصفح من البرهان: الحدث في السجل الذي وقّعه الدفتر.',
  'post.unprovedLong':
    '✕ يقول الدفتر إنه سجّله كقيد {index}، لكن برهانه لا يتحقق هنا. لا تعتمد عليه: احفظ الإيصال وسلّمه إلى مدقق.',
  'post.refusedLong': 'لم يُسجَّل شيء. صحّح الإجابات ووقّع من جديد.',
  'post.signedAt': 'وقت التوقيع',
  'post.recordedAt': 'وقت التسجيل',
  'post.save': 'حفظ الإيصال',
  'post.mendAnswers': 'تصحيح الإجابات',
  'post.sendNow': 'إرسال الآن',
  'post.outbox': 'موقَّعة على هذا الجهاز',
  'post.remove': 'إزالة من هذه القائمة',
  'post.noSuch': 'لا يوجد مثل هذا الحدث على هذا الجهاز.',
  'post.discardWaiting': 'تخلَّ عنه …',
  'post.discardWhy':
    'وُقّع وليس في السجل. إن تخليت عنه فلن يُرسل ولا يحتفظ به شيء آخر. وإن كانت محاولة سابقة قد بلغت الدفتر فإنه يبقى مسجلًا هناك.',
  'post.discardReason': 'لماذا لا يُرسل؟',
  'post.discardSure': 'تخلَّ عنه نهائيًا',
  'post.discardKeep': 'أبقه',
  'post.sent.discarded': 'تُخلّي عنه ولم يُرسل',
  'post.discardedLong': 'تُخلّي عنه في {at} ولن يُرسل.',
  'post.discardedReason': 'السبب',
};
