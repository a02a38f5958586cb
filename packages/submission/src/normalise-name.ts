const QUOTES = /["'`«»“”„‟‘’‚‹›]/g;
const CAMEL_HUMP = /(\p{Ll})(\p{Lu})/gu;
const ACRONYM_HUMP = /(\p{Lu})(\p{Lu}\p{Ll})/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;
// From the first digit of the last ones: from each of them it would take long, and names may be long.
const ENDING = /(?<![\d_])[\d_]+$/;
const BRACKETS = /[[\]]+/;
/** `form2_name` and `form-0-name` are fields of a form among others, `form_name` is the name of the form. */
const NUMBERED_FORM = /^form[\s_-]?\d+[\s_-]+(?=\p{L})/iu;

/** Of an address or a body that was copied out of HTML: `&amp;phone=`. */
export const ESCAPED_AMPERSAND = /^amp;/i;

/** In `form[phone]` or `PROPERTY[NAME][0]` these and numbers only say where the field belongs. */
const CONTAINERS = new Set(
  (
    'form,form_fields,formparams,wpforms,fields,field,com_fields,jform,data,new,lead,values,value,property,prop,register,' +
    'variables,input,attributes,payload,request,order,feedback,callback,contact,contacts,client,customer,user,profile,names,cf,f,params,one_click_buy'
  ).split(','),
);

/** `CallbackForm[name]`, `contact_form[name]`, `FormLanding[name]`: frameworks put the form before its fields. */
const MODEL_OF_FORM = /^.+(?<!plat)form(?:[_-]?\d+)?$/iu;
const FORM_OF_MODEL = /^[Ff]orm(?=\p{Lu})(?!\w*(?:Name|Title|Subject))/u;

/**
 * The form in which names are compared: lower case, without quotes, `[]` and trailing digits, words joined by `_`.
 * `”tel”`, `Tel-463`, `TEL[]` and `form[tel]` are all `tel`; `userPhone` is `user_phone`, `ФИОКлиента` is `фио_клиента`.
 */
export function normaliseName(name: string): string {
  return withoutContainers(name)
    .replace(ESCAPED_AMPERSAND, '')
    .replace(NUMBERED_FORM, '')
    .replace(QUOTES, '')
    .replace(CAMEL_HUMP, '$1_$2')
    .replace(ACRONYM_HUMP, '$1_$2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(SEPARATORS, '_')
    .replace(ENDING, '')
    .replace(/^_/, '');
}

function withoutContainers(name: string): string {
  if (!name.includes('[')) return name;
  const [outer = '', ...inner] = name.split(BRACKETS);
  const parts = inner.filter(isOwnPart);
  if (isOwnPart(outer) && !(parts.length > 0 && isForm(outer))) parts.unshift(outer);
  return parts.length > 0 ? parts.join('_') : name;
}

function isForm(outer: string): boolean {
  return MODEL_OF_FORM.test(outer) || FORM_OF_MODEL.test(outer);
}

function isOwnPart(part: string): boolean {
  return !CONTAINERS.has(part.toLowerCase()) && !/^\d*$/.test(part);
}
