// Written by scripts/write-schema.ts from flow-schema.ts. Don't edit.
// @ts-nocheck
/* oxlint-disable */
"use strict";
export const validate = validate20;

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:maillon:flow:1","title":"Maillon flow","type":"object","required":["format","id","name","settings","nodes","edges","notes","requires"],"additionalProperties":false,"properties":{"format":{"const":"maillon.flow/1"},"id":{"type":"string","pattern":"^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$"},"name":{"type":"string","minLength":1,"maxLength":200},"description":{"type":"string","maxLength":20000},"settings":{"type":"object","additionalProperties":false,"properties":{"timeZone":{"description":"IANA name. Default: the workspace’s.","type":"string","minLength":1,"maxLength":64},"locale":{"enum":["fr","en"]},"overlap":{"description":"What a run does that starts while another is still going. Default: queue.","enum":["queue","skip","cancel-older","parallel"]},"concurrency":{"description":"For `parallel`: runs at once.","type":"integer","minimum":1,"maximum":1000},"timeoutMs":{"description":"Of a whole run, in milliseconds. Default: one hour.","type":"integer","minimum":0,"maximum":2678400000},"lane":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,39}$"},"priority":{"description":"1 (first) to 10; default 5.","type":"integer","minimum":1,"maximum":10},"keepDays":{"description":"Days that runs and their data are kept.","type":"integer","minimum":1,"maximum":36500}}},"nodes":{"type":"array","maxItems":5000,"items":{"type":"object","required":["id","type","version","name","position","params"],"additionalProperties":false,"properties":{"id":{"description":"Readable slug, unique in the document; expressions name the node by it.","type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"type":{"description":"Node type, for example `excel.read`.","type":"string","maxLength":100,"pattern":"^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"},"version":{"type":"integer","minimum":1,"maximum":1000000},"name":{"type":"string","minLength":1,"maxLength":200},"position":{"description":"Where it stands on the canvas. Coordinates out of bounds are moved back when the document is read.","type":"object","required":["x","y"],"additionalProperties":false,"properties":{"x":{"type":"number"},"y":{"type":"number"}}},"params":{"description":"By the parameter schema of the node type. Text may hold {{expressions}}.","type":"object"},"credentials":{"description":"By slot of the node type: the id of a credential and a name that an import can map. Never a secret.","type":"object","maxProperties":20,"propertyNames":{"pattern":"^[a-zA-Z][a-zA-Z0-9-]{0,39}$"},"additionalProperties":{"type":"object","required":["id","name"],"additionalProperties":false,"properties":{"id":{"type":"string","maxLength":100},"name":{"type":"string","maxLength":200}}}},"mode":{"description":"Once for each item, or once for all. Default: the first way that the node type knows.","enum":["each","all"]},"retry":{"description":"How often, and after which waits, a failed attempt is made again. Default: 3 attempts, 10 s then doubling to 5 min.","type":"object","required":["attempts","wait"],"additionalProperties":false,"properties":{"attempts":{"description":"Tries altogether, the first included. The compiler accepts 1 to 20.","type":"integer","minimum":0,"maximum":1000},"wait":{"type":"object","required":["kind"],"properties":{"kind":{"enum":["fixed","exponential","list"]}},"allOf":[{"if":{"required":["kind"],"properties":{"kind":{"const":"fixed"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"exponential"}}},"then":{"required":["firstMs","maxMs"],"properties":{"kind":true,"firstMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"maxMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"jitter":{"type":"boolean"}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"list"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"type":"array","items":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"minItems":1,"maxItems":100}},"additionalProperties":false}}]}}},"timeoutMs":{"description":"Milliseconds. Default: the limit of the node type.","type":"integer","minimum":0,"maximum":2678400000},"onError":{"description":"What becomes of an item that fails for good. Default: stop.","type":"object","required":["choice"],"additionalProperties":false,"properties":{"choice":{"enum":["stop","skip","replace","set-aside","branch"]},"value":{"description":"For `replace`: the item to go on with.","type":"object"}}},"disabled":{"type":"boolean"},"pinned":{"description":"Items by output port that a test run uses instead of running the node.","type":"object","maxProperties":100,"additionalProperties":{"type":"array","maxItems":1000,"items":{"type":"object"}}},"parent":{"description":"The container (a loop) whose body it belongs to.","type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"}}}},"edges":{"description":"Lines from an output port to an input port, each side written `node.port`. Their order is the order in which several are read.","type":"array","maxItems":20000,"items":{"type":"object","required":["from","to"],"additionalProperties":false,"properties":{"from":{"type":"string","maxLength":170,"pattern":"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},"to":{"type":"string","maxLength":170,"pattern":"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"}}}},"notes":{"type":"array","maxItems":1000,"items":{"type":"object","required":["id","text","position","size"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"text":{"type":"string","maxLength":20000},"position":{"description":"Where it stands on the canvas. Coordinates out of bounds are moved back when the document is read.","type":"object","required":["x","y"],"additionalProperties":false,"properties":{"x":{"type":"number"},"y":{"type":"number"}}},"size":{"type":"object","required":["width","height"],"additionalProperties":false,"properties":{"width":{"type":"number"},"height":{"type":"number"}}}}}},"groups":{"type":"array","maxItems":1000,"items":{"description":"A frame around nodes, for people: it changes nothing of what runs.","type":"object","required":["id","name","nodes"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"name":{"type":"string","minLength":1,"maxLength":200},"nodes":{"description":"Ids of its nodes; a node is in one group at most.","type":"array","minItems":1,"maxItems":5000,"items":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"}},"folded":{"description":"Drawn as one box.","const":true}}}},"requires":{"description":"Packages that the nodes come from, with their version ranges.","type":"object","maxProperties":200,"propertyNames":{"pattern":"^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$","maxLength":214},"additionalProperties":{"type":"string","maxLength":100}}}};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$", "u");
const pattern5 = new RegExp("^[a-z][a-z0-9-]{0,39}$", "u");
const pattern6 = new RegExp("^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$", "u");
const pattern7 = new RegExp("^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$", "u");
const pattern8 = new RegExp("^[a-zA-Z][a-zA-Z0-9-]{0,39}$", "u");
const pattern10 = new RegExp("^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$", "u");
const pattern15 = new RegExp("^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="urn:maillon:flow:1" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.format === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "format"},message:"must have required property '"+"format"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.settings === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "settings"},message:"must have required property '"+"settings"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.nodes === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nodes"},message:"must have required property '"+"nodes"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.edges === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "edges"},message:"must have required property '"+"edges"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.notes === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "notes"},message:"must have required property '"+"notes"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.requires === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "requires"},message:"must have required property '"+"requires"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.format !== undefined){
if("maillon.flow/1" !== data.format){
const err9 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/const",keyword:"const",params:{allowedValue: "maillon.flow/1"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err10 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$"},message:"must match pattern \""+"^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.name !== undefined){
let data2 = data.name;
if(typeof data2 === "string"){
if(data2.length > 200){
const err12 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data2.length < 1){
const err13 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.description !== undefined){
let data3 = data.description;
if(typeof data3 === "string"){
if(data3.length > 20000){
const err15 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 20000},message:"must NOT have more than 20000 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.settings !== undefined){
let data4 = data.settings;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!((((((((key1 === "timeZone") || (key1 === "locale")) || (key1 === "overlap")) || (key1 === "concurrency")) || (key1 === "timeoutMs")) || (key1 === "lane")) || (key1 === "priority")) || (key1 === "keepDays"))){
const err17 = {instancePath:instancePath+"/settings",schemaPath:"#/properties/settings/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data4.timeZone !== undefined){
let data5 = data4.timeZone;
if(typeof data5 === "string"){
if(data5.length > 64){
const err18 = {instancePath:instancePath+"/settings/timeZone",schemaPath:"#/properties/settings/properties/timeZone/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data5.length < 1){
const err19 = {instancePath:instancePath+"/settings/timeZone",schemaPath:"#/properties/settings/properties/timeZone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/settings/timeZone",schemaPath:"#/properties/settings/properties/timeZone/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data4.locale !== undefined){
let data6 = data4.locale;
if(!((data6 === "fr") || (data6 === "en"))){
const err21 = {instancePath:instancePath+"/settings/locale",schemaPath:"#/properties/settings/properties/locale/enum",keyword:"enum",params:{allowedValues: schema31.properties.settings.properties.locale.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data4.overlap !== undefined){
let data7 = data4.overlap;
if(!((((data7 === "queue") || (data7 === "skip")) || (data7 === "cancel-older")) || (data7 === "parallel"))){
const err22 = {instancePath:instancePath+"/settings/overlap",schemaPath:"#/properties/settings/properties/overlap/enum",keyword:"enum",params:{allowedValues: schema31.properties.settings.properties.overlap.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data4.concurrency !== undefined){
let data8 = data4.concurrency;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err23 = {instancePath:instancePath+"/settings/concurrency",schemaPath:"#/properties/settings/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1000 || isNaN(data8)){
const err24 = {instancePath:instancePath+"/settings/concurrency",schemaPath:"#/properties/settings/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err25 = {instancePath:instancePath+"/settings/concurrency",schemaPath:"#/properties/settings/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data4.timeoutMs !== undefined){
let data9 = data4.timeoutMs;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err26 = {instancePath:instancePath+"/settings/timeoutMs",schemaPath:"#/properties/settings/properties/timeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2678400000 || isNaN(data9)){
const err27 = {instancePath:instancePath+"/settings/timeoutMs",schemaPath:"#/properties/settings/properties/timeoutMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data9 < 0 || isNaN(data9)){
const err28 = {instancePath:instancePath+"/settings/timeoutMs",schemaPath:"#/properties/settings/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data4.lane !== undefined){
let data10 = data4.lane;
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err29 = {instancePath:instancePath+"/settings/lane",schemaPath:"#/properties/settings/properties/lane/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,39}$"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,39}$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/settings/lane",schemaPath:"#/properties/settings/properties/lane/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data4.priority !== undefined){
let data11 = data4.priority;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err31 = {instancePath:instancePath+"/settings/priority",schemaPath:"#/properties/settings/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 10 || isNaN(data11)){
const err32 = {instancePath:instancePath+"/settings/priority",schemaPath:"#/properties/settings/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data11 < 1 || isNaN(data11)){
const err33 = {instancePath:instancePath+"/settings/priority",schemaPath:"#/properties/settings/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
if(data4.keepDays !== undefined){
let data12 = data4.keepDays;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err34 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 36500 || isNaN(data12)){
const err35 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/maximum",keyword:"maximum",params:{comparison: "<=", limit: 36500},message:"must be <= 36500"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data12 < 1 || isNaN(data12)){
const err36 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/settings",schemaPath:"#/properties/settings/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.nodes !== undefined){
let data13 = data.nodes;
if(Array.isArray(data13)){
if(data13.length > 5000){
const err38 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
const len0 = data13.length;
for(let i0=0; i0<len0; i0++){
let data14 = data13[i0];
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.id === undefined){
const err39 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data14.type === undefined){
const err40 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data14.version === undefined){
const err41 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data14.name === undefined){
const err42 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data14.position === undefined){
const err43 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data14.params === undefined){
const err44 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "params"},message:"must have required property '"+"params"+"'"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
for(const key2 in data14){
if(!(func1.call(schema31.properties.nodes.items.properties, key2))){
const err45 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data14.id !== undefined){
let data15 = data14.id;
if(typeof data15 === "string"){
if(!pattern6.test(data15)){
const err46 = {instancePath:instancePath+"/nodes/" + i0+"/id",schemaPath:"#/properties/nodes/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/nodes/" + i0+"/id",schemaPath:"#/properties/nodes/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data14.type !== undefined){
let data16 = data14.type;
if(typeof data16 === "string"){
if(data16.length > 100){
const err48 = {instancePath:instancePath+"/nodes/" + i0+"/type",schemaPath:"#/properties/nodes/items/properties/type/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!pattern7.test(data16)){
const err49 = {instancePath:instancePath+"/nodes/" + i0+"/type",schemaPath:"#/properties/nodes/items/properties/type/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"},message:"must match pattern \""+"^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"+"\""};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/nodes/" + i0+"/type",schemaPath:"#/properties/nodes/items/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data14.version !== undefined){
let data17 = data14.version;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err51 = {instancePath:instancePath+"/nodes/" + i0+"/version",schemaPath:"#/properties/nodes/items/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 > 1000000 || isNaN(data17)){
const err52 = {instancePath:instancePath+"/nodes/" + i0+"/version",schemaPath:"#/properties/nodes/items/properties/version/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data17 < 1 || isNaN(data17)){
const err53 = {instancePath:instancePath+"/nodes/" + i0+"/version",schemaPath:"#/properties/nodes/items/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
if(data14.name !== undefined){
let data18 = data14.name;
if(typeof data18 === "string"){
if(data18.length > 200){
const err54 = {instancePath:instancePath+"/nodes/" + i0+"/name",schemaPath:"#/properties/nodes/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data18.length < 1){
const err55 = {instancePath:instancePath+"/nodes/" + i0+"/name",schemaPath:"#/properties/nodes/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/nodes/" + i0+"/name",schemaPath:"#/properties/nodes/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data14.position !== undefined){
let data19 = data14.position;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.x === undefined){
const err57 = {instancePath:instancePath+"/nodes/" + i0+"/position",schemaPath:"#/properties/nodes/items/properties/position/required",keyword:"required",params:{missingProperty: "x"},message:"must have required property '"+"x"+"'"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data19.y === undefined){
const err58 = {instancePath:instancePath+"/nodes/" + i0+"/position",schemaPath:"#/properties/nodes/items/properties/position/required",keyword:"required",params:{missingProperty: "y"},message:"must have required property '"+"y"+"'"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key3 in data19){
if(!((key3 === "x") || (key3 === "y"))){
const err59 = {instancePath:instancePath+"/nodes/" + i0+"/position",schemaPath:"#/properties/nodes/items/properties/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data19.x !== undefined){
let data20 = data19.x;
if(!((typeof data20 == "number") && (isFinite(data20)))){
const err60 = {instancePath:instancePath+"/nodes/" + i0+"/position/x",schemaPath:"#/properties/nodes/items/properties/position/properties/x/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data19.y !== undefined){
let data21 = data19.y;
if(!((typeof data21 == "number") && (isFinite(data21)))){
const err61 = {instancePath:instancePath+"/nodes/" + i0+"/position/y",schemaPath:"#/properties/nodes/items/properties/position/properties/y/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/nodes/" + i0+"/position",schemaPath:"#/properties/nodes/items/properties/position/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data14.params !== undefined){
let data22 = data14.params;
if(!(data22 && typeof data22 == "object" && !Array.isArray(data22))){
const err63 = {instancePath:instancePath+"/nodes/" + i0+"/params",schemaPath:"#/properties/nodes/items/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data14.credentials !== undefined){
let data23 = data14.credentials;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(Object.keys(data23).length > 20){
const err64 = {instancePath:instancePath+"/nodes/" + i0+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
for(const key4 in data23){
const _errs50 = errors;
if(typeof key4 === "string"){
if(!pattern8.test(key4)){
const err65 = {instancePath:instancePath+"/nodes/" + i0+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z][a-zA-Z0-9-]{0,39}$"},message:"must match pattern \""+"^[a-zA-Z][a-zA-Z0-9-]{0,39}$"+"\"",propertyName:key4};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
var valid6 = _errs50 === errors;
if(!valid6){
const err66 = {instancePath:instancePath+"/nodes/" + i0+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/propertyNames",keyword:"propertyNames",params:{propertyName: key4},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
for(const key5 in data23){
let data24 = data23[key5];
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.id === undefined){
const err67 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data24.name === undefined){
const err68 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
for(const key6 in data24){
if(!((key6 === "id") || (key6 === "name"))){
const err69 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data24.id !== undefined){
let data25 = data24.id;
if(typeof data25 === "string"){
if(data25.length > 100){
const err70 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/id",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/id/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/id",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data24.name !== undefined){
let data26 = data24.name;
if(typeof data26 === "string"){
if(data26.length > 200){
const err72 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
else {
const err75 = {instancePath:instancePath+"/nodes/" + i0+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data14.mode !== undefined){
let data27 = data14.mode;
if(!((data27 === "each") || (data27 === "all"))){
const err76 = {instancePath:instancePath+"/nodes/" + i0+"/mode",schemaPath:"#/properties/nodes/items/properties/mode/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data14.retry !== undefined){
let data28 = data14.retry;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.attempts === undefined){
const err77 = {instancePath:instancePath+"/nodes/" + i0+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/required",keyword:"required",params:{missingProperty: "attempts"},message:"must have required property '"+"attempts"+"'"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data28.wait === undefined){
const err78 = {instancePath:instancePath+"/nodes/" + i0+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/required",keyword:"required",params:{missingProperty: "wait"},message:"must have required property '"+"wait"+"'"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
for(const key7 in data28){
if(!((key7 === "attempts") || (key7 === "wait"))){
const err79 = {instancePath:instancePath+"/nodes/" + i0+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data28.attempts !== undefined){
let data29 = data28.attempts;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err80 = {instancePath:instancePath+"/nodes/" + i0+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 1000 || isNaN(data29)){
const err81 = {instancePath:instancePath+"/nodes/" + i0+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(data29 < 0 || isNaN(data29)){
const err82 = {instancePath:instancePath+"/nodes/" + i0+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
if(data28.wait !== undefined){
let data30 = data28.wait;
const _errs68 = errors;
let valid11 = true;
const _errs69 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing0;
if((data30.kind === undefined) && (missing0 = "kind")){
const err83 = {};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
else {
if(data30.kind !== undefined){
if("fixed" !== data30.kind){
const err84 = {};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
}
var _valid0 = _errs69 === errors;
errors = _errs68;
if(vErrors !== null){
if(_errs68){
vErrors.length = _errs68;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs71 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.ms === undefined){
const err85 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
for(const key8 in data30){
if(!((key8 === "kind") || (key8 === "ms"))){
const err86 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data30.ms !== undefined){
let data32 = data30.ms;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
const err87 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 > 2678400000 || isNaN(data32)){
const err88 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data32 < 0 || isNaN(data32)){
const err89 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
}
var _valid0 = _errs71 === errors;
valid11 = _valid0;
if(valid11){
var props0 = true;
}
}
if(!valid11){
const err90 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
const _errs76 = errors;
let valid14 = true;
const _errs77 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing1;
if((data30.kind === undefined) && (missing1 = "kind")){
const err91 = {};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
else {
if(data30.kind !== undefined){
if("exponential" !== data30.kind){
const err92 = {};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
}
var _valid1 = _errs77 === errors;
errors = _errs76;
if(vErrors !== null){
if(_errs76){
vErrors.length = _errs76;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs79 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.firstMs === undefined){
const err93 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "firstMs"},message:"must have required property '"+"firstMs"+"'"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(data30.maxMs === undefined){
const err94 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "maxMs"},message:"must have required property '"+"maxMs"+"'"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
for(const key9 in data30){
if(!((((key9 === "kind") || (key9 === "firstMs")) || (key9 === "maxMs")) || (key9 === "jitter"))){
const err95 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data30.firstMs !== undefined){
let data34 = data30.firstMs;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
const err96 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 2678400000 || isNaN(data34)){
const err97 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(data34 < 0 || isNaN(data34)){
const err98 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
if(data30.maxMs !== undefined){
let data35 = data30.maxMs;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err99 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 2678400000 || isNaN(data35)){
const err100 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(data35 < 0 || isNaN(data35)){
const err101 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
}
if(data30.jitter !== undefined){
if(typeof data30.jitter !== "boolean"){
const err102 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/jitter",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/jitter/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
}
var _valid1 = _errs79 === errors;
valid14 = _valid1;
if(valid14){
var props1 = true;
}
}
if(!valid14){
const err103 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
const _errs88 = errors;
let valid17 = true;
const _errs89 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing2;
if((data30.kind === undefined) && (missing2 = "kind")){
const err104 = {};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
else {
if(data30.kind !== undefined){
if("list" !== data30.kind){
const err105 = {};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
}
var _valid2 = _errs89 === errors;
errors = _errs88;
if(vErrors !== null){
if(_errs88){
vErrors.length = _errs88;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs91 = errors;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.ms === undefined){
const err106 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
for(const key10 in data30){
if(!((key10 === "kind") || (key10 === "ms"))){
const err107 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data30.ms !== undefined){
let data38 = data30.ms;
if(Array.isArray(data38)){
if(data38.length > 100){
const err108 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(data38.length < 1){
const err109 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
const len1 = data38.length;
for(let i1=0; i1<len1; i1++){
let data39 = data38[i1];
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err110 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms/" + i1,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 2678400000 || isNaN(data39)){
const err111 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms/" + i1,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if(data39 < 0 || isNaN(data39)){
const err112 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms/" + i1,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
}
}
else {
const err113 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
var _valid2 = _errs91 === errors;
valid17 = _valid2;
if(valid17){
var props2 = true;
}
}
if(!valid17){
const err114 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if(props0 !== true && props2 !== undefined){
if(props2 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props2);
}
}
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.kind === undefined){
const err115 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if(props0 !== true){
props0 = props0 || {};
props0.kind = true;
}
if(data30.kind !== undefined){
let data40 = data30.kind;
if(!(((data40 === "fixed") || (data40 === "exponential")) || (data40 === "list"))){
const err116 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/kind",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/properties/kind/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.retry.properties.wait.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
else {
const err118 = {instancePath:instancePath+"/nodes/" + i0+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data14.timeoutMs !== undefined){
let data41 = data14.timeoutMs;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err119 = {instancePath:instancePath+"/nodes/" + i0+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 2678400000 || isNaN(data41)){
const err120 = {instancePath:instancePath+"/nodes/" + i0+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if(data41 < 0 || isNaN(data41)){
const err121 = {instancePath:instancePath+"/nodes/" + i0+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
}
if(data14.onError !== undefined){
let data42 = data14.onError;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
if(data42.choice === undefined){
const err122 = {instancePath:instancePath+"/nodes/" + i0+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/required",keyword:"required",params:{missingProperty: "choice"},message:"must have required property '"+"choice"+"'"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
for(const key11 in data42){
if(!((key11 === "choice") || (key11 === "value"))){
const err123 = {instancePath:instancePath+"/nodes/" + i0+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(data42.choice !== undefined){
let data43 = data42.choice;
if(!(((((data43 === "stop") || (data43 === "skip")) || (data43 === "replace")) || (data43 === "set-aside")) || (data43 === "branch"))){
const err124 = {instancePath:instancePath+"/nodes/" + i0+"/onError/choice",schemaPath:"#/properties/nodes/items/properties/onError/properties/choice/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.onError.properties.choice.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data42.value !== undefined){
let data44 = data42.value;
if(!(data44 && typeof data44 == "object" && !Array.isArray(data44))){
const err125 = {instancePath:instancePath+"/nodes/" + i0+"/onError/value",schemaPath:"#/properties/nodes/items/properties/onError/properties/value/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
else {
const err126 = {instancePath:instancePath+"/nodes/" + i0+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
if(data14.disabled !== undefined){
if(typeof data14.disabled !== "boolean"){
const err127 = {instancePath:instancePath+"/nodes/" + i0+"/disabled",schemaPath:"#/properties/nodes/items/properties/disabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data14.pinned !== undefined){
let data46 = data14.pinned;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
if(Object.keys(data46).length > 100){
const err128 = {instancePath:instancePath+"/nodes/" + i0+"/pinned",schemaPath:"#/properties/nodes/items/properties/pinned/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
for(const key12 in data46){
let data47 = data46[key12];
if(Array.isArray(data47)){
if(data47.length > 1000){
const err129 = {instancePath:instancePath+"/nodes/" + i0+"/pinned/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
const len2 = data47.length;
for(let i2=0; i2<len2; i2++){
let data48 = data47[i2];
if(!(data48 && typeof data48 == "object" && !Array.isArray(data48))){
const err130 = {instancePath:instancePath+"/nodes/" + i0+"/pinned/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i2,schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
else {
const err131 = {instancePath:instancePath+"/nodes/" + i0+"/pinned/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
}
else {
const err132 = {instancePath:instancePath+"/nodes/" + i0+"/pinned",schemaPath:"#/properties/nodes/items/properties/pinned/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data14.parent !== undefined){
let data49 = data14.parent;
if(typeof data49 === "string"){
if(!pattern6.test(data49)){
const err133 = {instancePath:instancePath+"/nodes/" + i0+"/parent",schemaPath:"#/properties/nodes/items/properties/parent/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
else {
const err134 = {instancePath:instancePath+"/nodes/" + i0+"/parent",schemaPath:"#/properties/nodes/items/properties/parent/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
}
else {
const err135 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
}
else {
const err136 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data.edges !== undefined){
let data50 = data.edges;
if(Array.isArray(data50)){
if(data50.length > 20000){
const err137 = {instancePath:instancePath+"/edges",schemaPath:"#/properties/edges/maxItems",keyword:"maxItems",params:{limit: 20000},message:"must NOT have more than 20000 items"};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
const len3 = data50.length;
for(let i3=0; i3<len3; i3++){
let data51 = data50[i3];
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
if(data51.from === undefined){
const err138 = {instancePath:instancePath+"/edges/" + i3,schemaPath:"#/properties/edges/items/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
if(data51.to === undefined){
const err139 = {instancePath:instancePath+"/edges/" + i3,schemaPath:"#/properties/edges/items/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
for(const key13 in data51){
if(!((key13 === "from") || (key13 === "to"))){
const err140 = {instancePath:instancePath+"/edges/" + i3,schemaPath:"#/properties/edges/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
if(data51.from !== undefined){
let data52 = data51.from;
if(typeof data52 === "string"){
if(data52.length > 170){
const err141 = {instancePath:instancePath+"/edges/" + i3+"/from",schemaPath:"#/properties/edges/items/properties/from/maxLength",keyword:"maxLength",params:{limit: 170},message:"must NOT have more than 170 characters"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if(!pattern10.test(data52)){
const err142 = {instancePath:instancePath+"/edges/" + i3+"/from",schemaPath:"#/properties/edges/items/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"+"\""};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
else {
const err143 = {instancePath:instancePath+"/edges/" + i3+"/from",schemaPath:"#/properties/edges/items/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data51.to !== undefined){
let data53 = data51.to;
if(typeof data53 === "string"){
if(data53.length > 170){
const err144 = {instancePath:instancePath+"/edges/" + i3+"/to",schemaPath:"#/properties/edges/items/properties/to/maxLength",keyword:"maxLength",params:{limit: 170},message:"must NOT have more than 170 characters"};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
if(!pattern10.test(data53)){
const err145 = {instancePath:instancePath+"/edges/" + i3+"/to",schemaPath:"#/properties/edges/items/properties/to/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"+"\""};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
else {
const err146 = {instancePath:instancePath+"/edges/" + i3+"/to",schemaPath:"#/properties/edges/items/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
}
else {
const err147 = {instancePath:instancePath+"/edges/" + i3,schemaPath:"#/properties/edges/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
}
else {
const err148 = {instancePath:instancePath+"/edges",schemaPath:"#/properties/edges/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data.notes !== undefined){
let data54 = data.notes;
if(Array.isArray(data54)){
if(data54.length > 1000){
const err149 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
const len4 = data54.length;
for(let i4=0; i4<len4; i4++){
let data55 = data54[i4];
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
if(data55.id === undefined){
const err150 = {instancePath:instancePath+"/notes/" + i4,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
if(data55.text === undefined){
const err151 = {instancePath:instancePath+"/notes/" + i4,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "text"},message:"must have required property '"+"text"+"'"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
if(data55.position === undefined){
const err152 = {instancePath:instancePath+"/notes/" + i4,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
if(data55.size === undefined){
const err153 = {instancePath:instancePath+"/notes/" + i4,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "size"},message:"must have required property '"+"size"+"'"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
for(const key14 in data55){
if(!((((key14 === "id") || (key14 === "text")) || (key14 === "position")) || (key14 === "size"))){
const err154 = {instancePath:instancePath+"/notes/" + i4,schemaPath:"#/properties/notes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data55.id !== undefined){
let data56 = data55.id;
if(typeof data56 === "string"){
if(!pattern6.test(data56)){
const err155 = {instancePath:instancePath+"/notes/" + i4+"/id",schemaPath:"#/properties/notes/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
else {
const err156 = {instancePath:instancePath+"/notes/" + i4+"/id",schemaPath:"#/properties/notes/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data55.text !== undefined){
let data57 = data55.text;
if(typeof data57 === "string"){
if(data57.length > 20000){
const err157 = {instancePath:instancePath+"/notes/" + i4+"/text",schemaPath:"#/properties/notes/items/properties/text/maxLength",keyword:"maxLength",params:{limit: 20000},message:"must NOT have more than 20000 characters"};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
else {
const err158 = {instancePath:instancePath+"/notes/" + i4+"/text",schemaPath:"#/properties/notes/items/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
if(data55.position !== undefined){
let data58 = data55.position;
if(data58 && typeof data58 == "object" && !Array.isArray(data58)){
if(data58.x === undefined){
const err159 = {instancePath:instancePath+"/notes/" + i4+"/position",schemaPath:"#/properties/notes/items/properties/position/required",keyword:"required",params:{missingProperty: "x"},message:"must have required property '"+"x"+"'"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
if(data58.y === undefined){
const err160 = {instancePath:instancePath+"/notes/" + i4+"/position",schemaPath:"#/properties/notes/items/properties/position/required",keyword:"required",params:{missingProperty: "y"},message:"must have required property '"+"y"+"'"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
for(const key15 in data58){
if(!((key15 === "x") || (key15 === "y"))){
const err161 = {instancePath:instancePath+"/notes/" + i4+"/position",schemaPath:"#/properties/notes/items/properties/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
if(data58.x !== undefined){
let data59 = data58.x;
if(!((typeof data59 == "number") && (isFinite(data59)))){
const err162 = {instancePath:instancePath+"/notes/" + i4+"/position/x",schemaPath:"#/properties/notes/items/properties/position/properties/x/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
if(data58.y !== undefined){
let data60 = data58.y;
if(!((typeof data60 == "number") && (isFinite(data60)))){
const err163 = {instancePath:instancePath+"/notes/" + i4+"/position/y",schemaPath:"#/properties/notes/items/properties/position/properties/y/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
}
else {
const err164 = {instancePath:instancePath+"/notes/" + i4+"/position",schemaPath:"#/properties/notes/items/properties/position/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
if(data55.size !== undefined){
let data61 = data55.size;
if(data61 && typeof data61 == "object" && !Array.isArray(data61)){
if(data61.width === undefined){
const err165 = {instancePath:instancePath+"/notes/" + i4+"/size",schemaPath:"#/properties/notes/items/properties/size/required",keyword:"required",params:{missingProperty: "width"},message:"must have required property '"+"width"+"'"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
if(data61.height === undefined){
const err166 = {instancePath:instancePath+"/notes/" + i4+"/size",schemaPath:"#/properties/notes/items/properties/size/required",keyword:"required",params:{missingProperty: "height"},message:"must have required property '"+"height"+"'"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
for(const key16 in data61){
if(!((key16 === "width") || (key16 === "height"))){
const err167 = {instancePath:instancePath+"/notes/" + i4+"/size",schemaPath:"#/properties/notes/items/properties/size/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
if(data61.width !== undefined){
let data62 = data61.width;
if(!((typeof data62 == "number") && (isFinite(data62)))){
const err168 = {instancePath:instancePath+"/notes/" + i4+"/size/width",schemaPath:"#/properties/notes/items/properties/size/properties/width/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
if(data61.height !== undefined){
let data63 = data61.height;
if(!((typeof data63 == "number") && (isFinite(data63)))){
const err169 = {instancePath:instancePath+"/notes/" + i4+"/size/height",schemaPath:"#/properties/notes/items/properties/size/properties/height/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
}
else {
const err170 = {instancePath:instancePath+"/notes/" + i4+"/size",schemaPath:"#/properties/notes/items/properties/size/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
}
else {
const err171 = {instancePath:instancePath+"/notes/" + i4,schemaPath:"#/properties/notes/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
}
else {
const err172 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data.groups !== undefined){
let data64 = data.groups;
if(Array.isArray(data64)){
if(data64.length > 1000){
const err173 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
const len5 = data64.length;
for(let i5=0; i5<len5; i5++){
let data65 = data64[i5];
if(data65 && typeof data65 == "object" && !Array.isArray(data65)){
if(data65.id === undefined){
const err174 = {instancePath:instancePath+"/groups/" + i5,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if(data65.name === undefined){
const err175 = {instancePath:instancePath+"/groups/" + i5,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if(data65.nodes === undefined){
const err176 = {instancePath:instancePath+"/groups/" + i5,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "nodes"},message:"must have required property '"+"nodes"+"'"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
for(const key17 in data65){
if(!((((key17 === "id") || (key17 === "name")) || (key17 === "nodes")) || (key17 === "folded"))){
const err177 = {instancePath:instancePath+"/groups/" + i5,schemaPath:"#/properties/groups/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
if(data65.id !== undefined){
let data66 = data65.id;
if(typeof data66 === "string"){
if(!pattern6.test(data66)){
const err178 = {instancePath:instancePath+"/groups/" + i5+"/id",schemaPath:"#/properties/groups/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
else {
const err179 = {instancePath:instancePath+"/groups/" + i5+"/id",schemaPath:"#/properties/groups/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
if(data65.name !== undefined){
let data67 = data65.name;
if(typeof data67 === "string"){
if(data67.length > 200){
const err180 = {instancePath:instancePath+"/groups/" + i5+"/name",schemaPath:"#/properties/groups/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
if(data67.length < 1){
const err181 = {instancePath:instancePath+"/groups/" + i5+"/name",schemaPath:"#/properties/groups/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
else {
const err182 = {instancePath:instancePath+"/groups/" + i5+"/name",schemaPath:"#/properties/groups/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
if(data65.nodes !== undefined){
let data68 = data65.nodes;
if(Array.isArray(data68)){
if(data68.length > 5000){
const err183 = {instancePath:instancePath+"/groups/" + i5+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
if(data68.length < 1){
const err184 = {instancePath:instancePath+"/groups/" + i5+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
const len6 = data68.length;
for(let i6=0; i6<len6; i6++){
let data69 = data68[i6];
if(typeof data69 === "string"){
if(!pattern6.test(data69)){
const err185 = {instancePath:instancePath+"/groups/" + i5+"/nodes/" + i6,schemaPath:"#/properties/groups/items/properties/nodes/items/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
else {
const err186 = {instancePath:instancePath+"/groups/" + i5+"/nodes/" + i6,schemaPath:"#/properties/groups/items/properties/nodes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
}
else {
const err187 = {instancePath:instancePath+"/groups/" + i5+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
if(data65.folded !== undefined){
if(true !== data65.folded){
const err188 = {instancePath:instancePath+"/groups/" + i5+"/folded",schemaPath:"#/properties/groups/items/properties/folded/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
}
else {
const err189 = {instancePath:instancePath+"/groups/" + i5,schemaPath:"#/properties/groups/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
}
}
else {
const err190 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
if(data.requires !== undefined){
let data71 = data.requires;
if(data71 && typeof data71 == "object" && !Array.isArray(data71)){
if(Object.keys(data71).length > 200){
const err191 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
for(const key18 in data71){
const _errs165 = errors;
if(typeof key18 === "string"){
if(key18.length > 214){
const err192 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames/maxLength",keyword:"maxLength",params:{limit: 214},message:"must NOT have more than 214 characters",propertyName:key18};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
if(!pattern15.test(key18)){
const err193 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames/pattern",keyword:"pattern",params:{pattern: "^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$"},message:"must match pattern \""+"^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$"+"\"",propertyName:key18};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
var valid40 = _errs165 === errors;
if(!valid40){
const err194 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames",keyword:"propertyNames",params:{propertyName: key18},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
}
for(const key19 in data71){
let data72 = data71[key19];
if(typeof data72 === "string"){
if(data72.length > 100){
const err195 = {instancePath:instancePath+"/requires/" + key19.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/requires/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
else {
const err196 = {instancePath:instancePath+"/requires/" + key19.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/requires/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
}
else {
const err197 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
}
else {
const err198 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

