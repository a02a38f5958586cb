const QUOTES = /["'`«»“”„‟‘’‚‹›]/g;
const CAMEL_HUMP = /(\p{Ll})(\p{Lu})/gu;
const ACRONYM_HUMP = /(\p{Lu})(\p{Lu}\p{Ll})/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;
const ENDING = /[\d_]+$/;
const BRACKETS = /[[\]]+/;
/** `form2_name` is a field of the second form, `form_name` the name of the form. */
const NUMBERED_FORM = /^form\d+[\s_-]+(?=\p{L})/iu;

/** In `form[phone]` or `PROPERTY[NAME][0]` these and numbers only say where the field belongs. */
const CONTAINERS = new Set(
  (
    'form,form_fields,formparams,wpforms,fields,field,com_fields,jform,data,new,lead,values,value,property,prop,register,' +
    'variables,input,attributes,payload,request,order,feedback,callback,contact,contacts,client,customer,user,profile,names,cf,f,params,one_click_buy'
  ).split(','),
);

/**
 * The form in which names are compared: lower case, without quotes, `[]` and trailing digits, words joined by `_`.
 * `”tel”`, `Tel-463`, `TEL[]` and `form[tel]` are all `tel`; `userPhone` is `user_phone`, `ФИОКлиента` is `фио_клиента`.
 */
export function normaliseName(name: string): string {
  return withoutContainers(name)
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
  const parts = name.split(BRACKETS).filter((part) => !CONTAINERS.has(part.toLowerCase()) && !/^\d*$/.test(part));
  return parts.length > 0 ? parts.join('_') : name;
}
