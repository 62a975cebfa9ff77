// Written by scripts/write-schema.ts from flow-schema.ts. Don't edit.
// @ts-nocheck
/* oxlint-disable */
"use strict";
export const validate = validate20;

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:maillon:flow:1","title":"Maillon flow","type":"object","required":["format","id","name","settings","nodes","edges","notes","requires"],"additionalProperties":false,"properties":{"format":{"const":"maillon.flow/1"},"id":{"type":"string","pattern":"^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$"},"name":{"type":"string","minLength":1,"maxLength":200},"description":{"type":"string","maxLength":20000},"settings":{"type":"object","additionalProperties":false,"properties":{"timeZone":{"description":"IANA name. Default: the workspace’s.","type":"string","minLength":1,"maxLength":64},"locale":{"enum":["fr","en"]},"overlap":{"description":"What a run does that starts while another is still going. Default: queue.","enum":["queue","skip","cancel-older","parallel"]},"concurrency":{"description":"For `parallel`: runs at once.","type":"integer","minimum":1,"maximum":1000},"timeoutMs":{"description":"Of a whole run, in milliseconds. Default: one hour.","type":"integer","minimum":0,"maximum":2678400000},"lane":{"type":"string","pattern":"^[a-z][a-z0-9-]{0,39}$"},"priority":{"description":"1 (first) to 10; default 5.","type":"integer","minimum":1,"maximum":10},"errorFlow":{"description":"Flow that is started when a run fails for good.","type":"object","required":["id","name"],"additionalProperties":false,"properties":{"id":{"type":"string","minLength":1,"maxLength":100},"name":{"type":"string","maxLength":200}}},"keepDays":{"description":"Days that runs and their data are kept.","type":"integer","minimum":1,"maximum":36500}}},"nodes":{"type":"array","maxItems":5000,"items":{"type":"object","required":["id","type","version","name","position","params"],"additionalProperties":false,"properties":{"id":{"description":"Readable slug, unique in the document; expressions name the node by it.","type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"type":{"description":"Node type, for example `excel.read`.","type":"string","maxLength":100,"pattern":"^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"},"version":{"type":"integer","minimum":1,"maximum":1000000},"name":{"type":"string","minLength":1,"maxLength":200},"position":{"description":"Where it stands on the canvas. Coordinates out of bounds are moved back when the document is read.","type":"object","required":["x","y"],"additionalProperties":false,"properties":{"x":{"type":"number"},"y":{"type":"number"}}},"params":{"description":"By the parameter schema of the node type. Text may hold {{expressions}}.","type":"object"},"credentials":{"description":"By slot of the node type: the id of a credential and a name that an import can map. Never a secret.","type":"object","maxProperties":20,"propertyNames":{"pattern":"^[a-zA-Z][a-zA-Z0-9-]{0,39}$"},"additionalProperties":{"type":"object","required":["id","name"],"additionalProperties":false,"properties":{"id":{"type":"string","maxLength":100},"name":{"type":"string","maxLength":200},"type":{"description":"Credential type, for an import.","type":"string","maxLength":100}}}},"mode":{"description":"Once for each item, or once for all. Default: the first way that the node type knows.","enum":["each","all"]},"retry":{"description":"How often, and after which waits, a failed attempt is made again. Default: 3 attempts, 10 s then doubling to 5 min.","type":"object","required":["attempts","wait"],"additionalProperties":false,"properties":{"attempts":{"description":"Tries altogether, the first included. The compiler says how many are accepted.","type":"integer","minimum":0,"maximum":1000},"wait":{"type":"object","required":["kind"],"properties":{"kind":{"enum":["fixed","exponential","list"]}},"allOf":[{"if":{"required":["kind"],"properties":{"kind":{"const":"fixed"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"exponential"}}},"then":{"required":["firstMs","maxMs"],"properties":{"kind":true,"firstMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"maxMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"jitter":{"type":"boolean"}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"list"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"type":"array","items":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"minItems":1,"maxItems":100}},"additionalProperties":false}}]}}},"untilFound":{"description":"Look again while it succeeds without giving an item.","type":"object","required":["attempts","wait"],"additionalProperties":false,"properties":{"attempts":{"description":"Tries altogether, the first included. The compiler says how many are accepted.","type":"integer","minimum":0,"maximum":1000},"wait":{"type":"object","required":["kind"],"properties":{"kind":{"enum":["fixed","exponential","list"]}},"allOf":[{"if":{"required":["kind"],"properties":{"kind":{"const":"fixed"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"exponential"}}},"then":{"required":["firstMs","maxMs"],"properties":{"kind":true,"firstMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"maxMs":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"jitter":{"type":"boolean"}},"additionalProperties":false}},{"if":{"required":["kind"],"properties":{"kind":{"const":"list"}}},"then":{"required":["ms"],"properties":{"kind":true,"ms":{"type":"array","items":{"description":"Milliseconds.","type":"integer","minimum":0,"maximum":2678400000},"minItems":1,"maxItems":100}},"additionalProperties":false}}]}}},"runOnEmpty":{"description":"Runs although nothing comes in. Default: what the node type says.","type":"boolean"},"timeoutMs":{"description":"Milliseconds. Default: the limit of the node type.","type":"integer","minimum":0,"maximum":2678400000},"onError":{"description":"What becomes of an item that fails for good. Default: stop.","type":"object","required":["choice"],"additionalProperties":false,"properties":{"choice":{"enum":["stop","skip","replace","set-aside","branch"]},"value":{"description":"For `replace`: the item to go on with.","type":"object"}}},"disabled":{"type":"boolean"},"pinned":{"description":"Items by output port that a test run uses instead of running the node.","type":"object","maxProperties":100,"additionalProperties":{"type":"array","maxItems":1000,"items":{"type":"object"}}},"parent":{"description":"The container (a loop) whose body it belongs to.","type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"}}}},"edges":{"description":"Lines from an output port to an input port, each side written `node.port`. Their order is the order in which several are read.","type":"array","maxItems":20000,"items":{"type":"object","required":["from","to"],"additionalProperties":false,"properties":{"from":{"type":"string","maxLength":170,"pattern":"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},"to":{"type":"string","maxLength":170,"pattern":"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"}}}},"notes":{"type":"array","maxItems":1000,"items":{"type":"object","required":["id","text","position","size"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"text":{"type":"string","maxLength":20000},"position":{"description":"Where it stands on the canvas. Coordinates out of bounds are moved back when the document is read.","type":"object","required":["x","y"],"additionalProperties":false,"properties":{"x":{"type":"number"},"y":{"type":"number"}}},"size":{"type":"object","required":["width","height"],"additionalProperties":false,"properties":{"width":{"type":"number"},"height":{"type":"number"}}}}}},"groups":{"type":"array","maxItems":1000,"items":{"description":"A frame around nodes, for people: it changes nothing of what runs.","type":"object","required":["id","name","nodes"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},"name":{"type":"string","minLength":1,"maxLength":200},"nodes":{"description":"Ids of its nodes; a node is in one group at most.","type":"array","minItems":1,"maxItems":5000,"items":{"type":"string","pattern":"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"}},"folded":{"description":"Drawn as one box.","const":true}}}},"requires":{"description":"Packages that the nodes come from, with their version ranges.","type":"object","maxProperties":200,"propertyNames":{"pattern":"^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$","maxLength":214},"additionalProperties":{"type":"string","maxLength":100}}}};
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
if(!(func1.call(schema31.properties.settings.properties, key1))){
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
if(data4.errorFlow !== undefined){
let data12 = data4.errorFlow;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.id === undefined){
const err34 = {instancePath:instancePath+"/settings/errorFlow",schemaPath:"#/properties/settings/properties/errorFlow/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data12.name === undefined){
const err35 = {instancePath:instancePath+"/settings/errorFlow",schemaPath:"#/properties/settings/properties/errorFlow/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
for(const key2 in data12){
if(!((key2 === "id") || (key2 === "name"))){
const err36 = {instancePath:instancePath+"/settings/errorFlow",schemaPath:"#/properties/settings/properties/errorFlow/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data12.id !== undefined){
let data13 = data12.id;
if(typeof data13 === "string"){
if(data13.length > 100){
const err37 = {instancePath:instancePath+"/settings/errorFlow/id",schemaPath:"#/properties/settings/properties/errorFlow/properties/id/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data13.length < 1){
const err38 = {instancePath:instancePath+"/settings/errorFlow/id",schemaPath:"#/properties/settings/properties/errorFlow/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/settings/errorFlow/id",schemaPath:"#/properties/settings/properties/errorFlow/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data12.name !== undefined){
let data14 = data12.name;
if(typeof data14 === "string"){
if(data14.length > 200){
const err40 = {instancePath:instancePath+"/settings/errorFlow/name",schemaPath:"#/properties/settings/properties/errorFlow/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/settings/errorFlow/name",schemaPath:"#/properties/settings/properties/errorFlow/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/settings/errorFlow",schemaPath:"#/properties/settings/properties/errorFlow/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data4.keepDays !== undefined){
let data15 = data4.keepDays;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err43 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 36500 || isNaN(data15)){
const err44 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/maximum",keyword:"maximum",params:{comparison: "<=", limit: 36500},message:"must be <= 36500"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data15 < 1 || isNaN(data15)){
const err45 = {instancePath:instancePath+"/settings/keepDays",schemaPath:"#/properties/settings/properties/keepDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
}
else {
const err46 = {instancePath:instancePath+"/settings",schemaPath:"#/properties/settings/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.nodes !== undefined){
let data16 = data.nodes;
if(Array.isArray(data16)){
if(data16.length > 5000){
const err47 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.id === undefined){
const err48 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data17.type === undefined){
const err49 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data17.version === undefined){
const err50 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data17.name === undefined){
const err51 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data17.position === undefined){
const err52 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data17.params === undefined){
const err53 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/required",keyword:"required",params:{missingProperty: "params"},message:"must have required property '"+"params"+"'"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
for(const key3 in data17){
if(!(func1.call(schema31.properties.nodes.items.properties, key3))){
const err54 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data17.id !== undefined){
let data18 = data17.id;
if(typeof data18 === "string"){
if(!pattern6.test(data18)){
const err55 = {instancePath:instancePath+"/nodes/" + i0+"/id",schemaPath:"#/properties/nodes/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
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
const err56 = {instancePath:instancePath+"/nodes/" + i0+"/id",schemaPath:"#/properties/nodes/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data17.type !== undefined){
let data19 = data17.type;
if(typeof data19 === "string"){
if(data19.length > 100){
const err57 = {instancePath:instancePath+"/nodes/" + i0+"/type",schemaPath:"#/properties/nodes/items/properties/type/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(!pattern7.test(data19)){
const err58 = {instancePath:instancePath+"/nodes/" + i0+"/type",schemaPath:"#/properties/nodes/items/properties/type/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"},message:"must match pattern \""+"^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$"+"\""};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/nodes/" + i0+"/type",schemaPath:"#/properties/nodes/items/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data17.version !== undefined){
let data20 = data17.version;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err60 = {instancePath:instancePath+"/nodes/" + i0+"/version",schemaPath:"#/properties/nodes/items/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 1000000 || isNaN(data20)){
const err61 = {instancePath:instancePath+"/nodes/" + i0+"/version",schemaPath:"#/properties/nodes/items/properties/version/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data20 < 1 || isNaN(data20)){
const err62 = {instancePath:instancePath+"/nodes/" + i0+"/version",schemaPath:"#/properties/nodes/items/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
if(data17.name !== undefined){
let data21 = data17.name;
if(typeof data21 === "string"){
if(data21.length > 200){
const err63 = {instancePath:instancePath+"/nodes/" + i0+"/name",schemaPath:"#/properties/nodes/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data21.length < 1){
const err64 = {instancePath:instancePath+"/nodes/" + i0+"/name",schemaPath:"#/properties/nodes/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/nodes/" + i0+"/name",schemaPath:"#/properties/nodes/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data17.position !== undefined){
let data22 = data17.position;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.x === undefined){
const err66 = {instancePath:instancePath+"/nodes/" + i0+"/position",schemaPath:"#/properties/nodes/items/properties/position/required",keyword:"required",params:{missingProperty: "x"},message:"must have required property '"+"x"+"'"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data22.y === undefined){
const err67 = {instancePath:instancePath+"/nodes/" + i0+"/position",schemaPath:"#/properties/nodes/items/properties/position/required",keyword:"required",params:{missingProperty: "y"},message:"must have required property '"+"y"+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
for(const key4 in data22){
if(!((key4 === "x") || (key4 === "y"))){
const err68 = {instancePath:instancePath+"/nodes/" + i0+"/position",schemaPath:"#/properties/nodes/items/properties/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data22.x !== undefined){
let data23 = data22.x;
if(!((typeof data23 == "number") && (isFinite(data23)))){
const err69 = {instancePath:instancePath+"/nodes/" + i0+"/position/x",schemaPath:"#/properties/nodes/items/properties/position/properties/x/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data22.y !== undefined){
let data24 = data22.y;
if(!((typeof data24 == "number") && (isFinite(data24)))){
const err70 = {instancePath:instancePath+"/nodes/" + i0+"/position/y",schemaPath:"#/properties/nodes/items/properties/position/properties/y/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/nodes/" + i0+"/position",schemaPath:"#/properties/nodes/items/properties/position/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data17.params !== undefined){
let data25 = data17.params;
if(!(data25 && typeof data25 == "object" && !Array.isArray(data25))){
const err72 = {instancePath:instancePath+"/nodes/" + i0+"/params",schemaPath:"#/properties/nodes/items/properties/params/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data17.credentials !== undefined){
let data26 = data17.credentials;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(Object.keys(data26).length > 20){
const err73 = {instancePath:instancePath+"/nodes/" + i0+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/maxProperties",keyword:"maxProperties",params:{limit: 20},message:"must NOT have more than 20 properties"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
for(const key5 in data26){
const _errs57 = errors;
if(typeof key5 === "string"){
if(!pattern8.test(key5)){
const err74 = {instancePath:instancePath+"/nodes/" + i0+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z][a-zA-Z0-9-]{0,39}$"},message:"must match pattern \""+"^[a-zA-Z][a-zA-Z0-9-]{0,39}$"+"\"",propertyName:key5};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
var valid7 = _errs57 === errors;
if(!valid7){
const err75 = {instancePath:instancePath+"/nodes/" + i0+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
for(const key6 in data26){
let data27 = data26[key6];
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.id === undefined){
const err76 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data27.name === undefined){
const err77 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
for(const key7 in data27){
if(!(((key7 === "id") || (key7 === "name")) || (key7 === "type"))){
const err78 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data27.id !== undefined){
let data28 = data27.id;
if(typeof data28 === "string"){
if(data28.length > 100){
const err79 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/id",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/id/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/id",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data27.name !== undefined){
let data29 = data27.name;
if(typeof data29 === "string"){
if(data29.length > 200){
const err81 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data27.type !== undefined){
let data30 = data27.type;
if(typeof data30 === "string"){
if(data30.length > 100){
const err83 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/type/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
else {
const err84 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1")+"/type",schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err85 = {instancePath:instancePath+"/nodes/" + i0+"/credentials/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/credentials/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
else {
const err86 = {instancePath:instancePath+"/nodes/" + i0+"/credentials",schemaPath:"#/properties/nodes/items/properties/credentials/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data17.mode !== undefined){
let data31 = data17.mode;
if(!((data31 === "each") || (data31 === "all"))){
const err87 = {instancePath:instancePath+"/nodes/" + i0+"/mode",schemaPath:"#/properties/nodes/items/properties/mode/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data17.retry !== undefined){
let data32 = data17.retry;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.attempts === undefined){
const err88 = {instancePath:instancePath+"/nodes/" + i0+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/required",keyword:"required",params:{missingProperty: "attempts"},message:"must have required property '"+"attempts"+"'"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data32.wait === undefined){
const err89 = {instancePath:instancePath+"/nodes/" + i0+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/required",keyword:"required",params:{missingProperty: "wait"},message:"must have required property '"+"wait"+"'"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
for(const key8 in data32){
if(!((key8 === "attempts") || (key8 === "wait"))){
const err90 = {instancePath:instancePath+"/nodes/" + i0+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data32.attempts !== undefined){
let data33 = data32.attempts;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
const err91 = {instancePath:instancePath+"/nodes/" + i0+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 1000 || isNaN(data33)){
const err92 = {instancePath:instancePath+"/nodes/" + i0+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data33 < 0 || isNaN(data33)){
const err93 = {instancePath:instancePath+"/nodes/" + i0+"/retry/attempts",schemaPath:"#/properties/nodes/items/properties/retry/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
if(data32.wait !== undefined){
let data34 = data32.wait;
const _errs77 = errors;
let valid12 = true;
const _errs78 = errors;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
let missing0;
if((data34.kind === undefined) && (missing0 = "kind")){
const err94 = {};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
else {
if(data34.kind !== undefined){
if("fixed" !== data34.kind){
const err95 = {};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
}
var _valid0 = _errs78 === errors;
errors = _errs77;
if(vErrors !== null){
if(_errs77){
vErrors.length = _errs77;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs80 = errors;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.ms === undefined){
const err96 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
for(const key9 in data34){
if(!((key9 === "kind") || (key9 === "ms"))){
const err97 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data34.ms !== undefined){
let data36 = data34.ms;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err98 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 2678400000 || isNaN(data36)){
const err99 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(data36 < 0 || isNaN(data36)){
const err100 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/then/properties/ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
}
var _valid0 = _errs80 === errors;
valid12 = _valid0;
if(valid12){
var props0 = true;
}
}
if(!valid12){
const err101 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
const _errs85 = errors;
let valid15 = true;
const _errs86 = errors;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
let missing1;
if((data34.kind === undefined) && (missing1 = "kind")){
const err102 = {};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
else {
if(data34.kind !== undefined){
if("exponential" !== data34.kind){
const err103 = {};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
}
var _valid1 = _errs86 === errors;
errors = _errs85;
if(vErrors !== null){
if(_errs85){
vErrors.length = _errs85;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs88 = errors;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.firstMs === undefined){
const err104 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "firstMs"},message:"must have required property '"+"firstMs"+"'"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(data34.maxMs === undefined){
const err105 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "maxMs"},message:"must have required property '"+"maxMs"+"'"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
for(const key10 in data34){
if(!((((key10 === "kind") || (key10 === "firstMs")) || (key10 === "maxMs")) || (key10 === "jitter"))){
const err106 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data34.firstMs !== undefined){
let data38 = data34.firstMs;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err107 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 2678400000 || isNaN(data38)){
const err108 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(data38 < 0 || isNaN(data38)){
const err109 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/firstMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
if(data34.maxMs !== undefined){
let data39 = data34.maxMs;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err110 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
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
const err111 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if(data39 < 0 || isNaN(data39)){
const err112 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data34.jitter !== undefined){
if(typeof data34.jitter !== "boolean"){
const err113 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/jitter",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/then/properties/jitter/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
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
var _valid1 = _errs88 === errors;
valid15 = _valid1;
if(valid15){
var props1 = true;
}
}
if(!valid15){
const err114 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
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
const _errs97 = errors;
let valid18 = true;
const _errs98 = errors;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
let missing2;
if((data34.kind === undefined) && (missing2 = "kind")){
const err115 = {};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
else {
if(data34.kind !== undefined){
if("list" !== data34.kind){
const err116 = {};
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
}
var _valid2 = _errs98 === errors;
errors = _errs97;
if(vErrors !== null){
if(_errs97){
vErrors.length = _errs97;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs100 = errors;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.ms === undefined){
const err117 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
for(const key11 in data34){
if(!((key11 === "kind") || (key11 === "ms"))){
const err118 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
if(data34.ms !== undefined){
let data42 = data34.ms;
if(Array.isArray(data42)){
if(data42.length > 100){
const err119 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if(data42.length < 1){
const err120 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
const len1 = data42.length;
for(let i1=0; i1<len1; i1++){
let data43 = data42[i1];
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err121 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms/" + i1,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 2678400000 || isNaN(data43)){
const err122 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms/" + i1,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if(data43 < 0 || isNaN(data43)){
const err123 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms/" + i1,schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
}
else {
const err124 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/ms",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/then/properties/ms/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
var _valid2 = _errs100 === errors;
valid18 = _valid2;
if(valid18){
var props2 = true;
}
}
if(!valid18){
const err125 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
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
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.kind === undefined){
const err126 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
if(props0 !== true){
props0 = props0 || {};
props0.kind = true;
}
if(data34.kind !== undefined){
let data44 = data34.kind;
if(!(((data44 === "fixed") || (data44 === "exponential")) || (data44 === "list"))){
const err127 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait/kind",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/properties/kind/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.retry.properties.wait.properties.kind.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
else {
const err128 = {instancePath:instancePath+"/nodes/" + i0+"/retry/wait",schemaPath:"#/properties/nodes/items/properties/retry/properties/wait/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
}
else {
const err129 = {instancePath:instancePath+"/nodes/" + i0+"/retry",schemaPath:"#/properties/nodes/items/properties/retry/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
if(data17.untilFound !== undefined){
let data45 = data17.untilFound;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
if(data45.attempts === undefined){
const err130 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound",schemaPath:"#/properties/nodes/items/properties/untilFound/required",keyword:"required",params:{missingProperty: "attempts"},message:"must have required property '"+"attempts"+"'"};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
if(data45.wait === undefined){
const err131 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound",schemaPath:"#/properties/nodes/items/properties/untilFound/required",keyword:"required",params:{missingProperty: "wait"},message:"must have required property '"+"wait"+"'"};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
for(const key12 in data45){
if(!((key12 === "attempts") || (key12 === "wait"))){
const err132 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound",schemaPath:"#/properties/nodes/items/properties/untilFound/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data45.attempts !== undefined){
let data46 = data45.attempts;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err133 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/attempts",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 1000 || isNaN(data46)){
const err134 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/attempts",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if(data46 < 0 || isNaN(data46)){
const err135 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/attempts",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data45.wait !== undefined){
let data47 = data45.wait;
const _errs115 = errors;
let valid26 = true;
const _errs116 = errors;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
let missing3;
if((data47.kind === undefined) && (missing3 = "kind")){
const err136 = {};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
else {
if(data47.kind !== undefined){
if("fixed" !== data47.kind){
const err137 = {};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
}
}
var _valid3 = _errs116 === errors;
errors = _errs115;
if(vErrors !== null){
if(_errs115){
vErrors.length = _errs115;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs118 = errors;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.ms === undefined){
const err138 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
for(const key13 in data47){
if(!((key13 === "kind") || (key13 === "ms"))){
const err139 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
if(data47.ms !== undefined){
let data49 = data47.ms;
if(!(((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49))) && (isFinite(data49)))){
const err140 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/properties/ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 > 2678400000 || isNaN(data49)){
const err141 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/properties/ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if(data49 < 0 || isNaN(data49)){
const err142 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/then/properties/ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
}
var _valid3 = _errs118 === errors;
valid26 = _valid3;
if(valid26){
var props3 = true;
}
}
if(!valid26){
const err143 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
const _errs123 = errors;
let valid29 = true;
const _errs124 = errors;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
let missing4;
if((data47.kind === undefined) && (missing4 = "kind")){
const err144 = {};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
else {
if(data47.kind !== undefined){
if("exponential" !== data47.kind){
const err145 = {};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
}
}
var _valid4 = _errs124 === errors;
errors = _errs123;
if(vErrors !== null){
if(_errs123){
vErrors.length = _errs123;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs126 = errors;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.firstMs === undefined){
const err146 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "firstMs"},message:"must have required property '"+"firstMs"+"'"};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
if(data47.maxMs === undefined){
const err147 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/required",keyword:"required",params:{missingProperty: "maxMs"},message:"must have required property '"+"maxMs"+"'"};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
for(const key14 in data47){
if(!((((key14 === "kind") || (key14 === "firstMs")) || (key14 === "maxMs")) || (key14 === "jitter"))){
const err148 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data47.firstMs !== undefined){
let data51 = data47.firstMs;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err149 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/firstMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 > 2678400000 || isNaN(data51)){
const err150 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/firstMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
if(data51 < 0 || isNaN(data51)){
const err151 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/firstMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/firstMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
}
if(data47.maxMs !== undefined){
let data52 = data47.maxMs;
if(!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))){
const err152 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/maxMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 > 2678400000 || isNaN(data52)){
const err153 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/maxMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
if(data52 < 0 || isNaN(data52)){
const err154 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/maxMs",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/maxMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
}
if(data47.jitter !== undefined){
if(typeof data47.jitter !== "boolean"){
const err155 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/jitter",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/then/properties/jitter/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
}
var _valid4 = _errs126 === errors;
valid29 = _valid4;
if(valid29){
var props4 = true;
}
}
if(!valid29){
const err156 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
if(props3 !== true && props4 !== undefined){
if(props4 === true){
props3 = true;
}
else {
props3 = props3 || {};
Object.assign(props3, props4);
}
}
const _errs135 = errors;
let valid32 = true;
const _errs136 = errors;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
let missing5;
if((data47.kind === undefined) && (missing5 = "kind")){
const err157 = {};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
else {
if(data47.kind !== undefined){
if("list" !== data47.kind){
const err158 = {};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
}
}
var _valid5 = _errs136 === errors;
errors = _errs135;
if(vErrors !== null){
if(_errs135){
vErrors.length = _errs135;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs138 = errors;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.ms === undefined){
const err159 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/required",keyword:"required",params:{missingProperty: "ms"},message:"must have required property '"+"ms"+"'"};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
for(const key15 in data47){
if(!((key15 === "kind") || (key15 === "ms"))){
const err160 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
if(data47.ms !== undefined){
let data55 = data47.ms;
if(Array.isArray(data55)){
if(data55.length > 100){
const err161 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(data55.length < 1){
const err162 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
const len2 = data55.length;
for(let i2=0; i2<len2; i2++){
let data56 = data55[i2];
if(!(((typeof data56 == "number") && (!(data56 % 1) && !isNaN(data56))) && (isFinite(data56)))){
const err163 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms/" + i2,schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
if((typeof data56 == "number") && (isFinite(data56))){
if(data56 > 2678400000 || isNaN(data56)){
const err164 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms/" + i2,schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
if(data56 < 0 || isNaN(data56)){
const err165 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms/" + i2,schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
}
}
else {
const err166 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/ms",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/then/properties/ms/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
}
var _valid5 = _errs138 === errors;
valid32 = _valid5;
if(valid32){
var props5 = true;
}
}
if(!valid32){
const err167 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
if(props3 !== true && props5 !== undefined){
if(props5 === true){
props3 = true;
}
else {
props3 = props3 || {};
Object.assign(props3, props5);
}
}
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.kind === undefined){
const err168 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
if(props3 !== true){
props3 = props3 || {};
props3.kind = true;
}
if(data47.kind !== undefined){
let data57 = data47.kind;
if(!(((data57 === "fixed") || (data57 === "exponential")) || (data57 === "list"))){
const err169 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait/kind",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/properties/kind/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.untilFound.properties.wait.properties.kind.enum},message:"must be equal to one of the allowed values"};
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
const err170 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound/wait",schemaPath:"#/properties/nodes/items/properties/untilFound/properties/wait/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
const err171 = {instancePath:instancePath+"/nodes/" + i0+"/untilFound",schemaPath:"#/properties/nodes/items/properties/untilFound/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data17.runOnEmpty !== undefined){
if(typeof data17.runOnEmpty !== "boolean"){
const err172 = {instancePath:instancePath+"/nodes/" + i0+"/runOnEmpty",schemaPath:"#/properties/nodes/items/properties/runOnEmpty/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data17.timeoutMs !== undefined){
let data59 = data17.timeoutMs;
if(!(((typeof data59 == "number") && (!(data59 % 1) && !isNaN(data59))) && (isFinite(data59)))){
const err173 = {instancePath:instancePath+"/nodes/" + i0+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
if((typeof data59 == "number") && (isFinite(data59))){
if(data59 > 2678400000 || isNaN(data59)){
const err174 = {instancePath:instancePath+"/nodes/" + i0+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400000},message:"must be <= 2678400000"};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if(data59 < 0 || isNaN(data59)){
const err175 = {instancePath:instancePath+"/nodes/" + i0+"/timeoutMs",schemaPath:"#/properties/nodes/items/properties/timeoutMs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
}
if(data17.onError !== undefined){
let data60 = data17.onError;
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
if(data60.choice === undefined){
const err176 = {instancePath:instancePath+"/nodes/" + i0+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/required",keyword:"required",params:{missingProperty: "choice"},message:"must have required property '"+"choice"+"'"};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
for(const key16 in data60){
if(!((key16 === "choice") || (key16 === "value"))){
const err177 = {instancePath:instancePath+"/nodes/" + i0+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
if(data60.choice !== undefined){
let data61 = data60.choice;
if(!(((((data61 === "stop") || (data61 === "skip")) || (data61 === "replace")) || (data61 === "set-aside")) || (data61 === "branch"))){
const err178 = {instancePath:instancePath+"/nodes/" + i0+"/onError/choice",schemaPath:"#/properties/nodes/items/properties/onError/properties/choice/enum",keyword:"enum",params:{allowedValues: schema31.properties.nodes.items.properties.onError.properties.choice.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
if(data60.value !== undefined){
let data62 = data60.value;
if(!(data62 && typeof data62 == "object" && !Array.isArray(data62))){
const err179 = {instancePath:instancePath+"/nodes/" + i0+"/onError/value",schemaPath:"#/properties/nodes/items/properties/onError/properties/value/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
}
else {
const err180 = {instancePath:instancePath+"/nodes/" + i0+"/onError",schemaPath:"#/properties/nodes/items/properties/onError/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
if(data17.disabled !== undefined){
if(typeof data17.disabled !== "boolean"){
const err181 = {instancePath:instancePath+"/nodes/" + i0+"/disabled",schemaPath:"#/properties/nodes/items/properties/disabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
if(data17.pinned !== undefined){
let data64 = data17.pinned;
if(data64 && typeof data64 == "object" && !Array.isArray(data64)){
if(Object.keys(data64).length > 100){
const err182 = {instancePath:instancePath+"/nodes/" + i0+"/pinned",schemaPath:"#/properties/nodes/items/properties/pinned/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
for(const key17 in data64){
let data65 = data64[key17];
if(Array.isArray(data65)){
if(data65.length > 1000){
const err183 = {instancePath:instancePath+"/nodes/" + i0+"/pinned/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
const len3 = data65.length;
for(let i3=0; i3<len3; i3++){
let data66 = data65[i3];
if(!(data66 && typeof data66 == "object" && !Array.isArray(data66))){
const err184 = {instancePath:instancePath+"/nodes/" + i0+"/pinned/" + key17.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i3,schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
}
else {
const err185 = {instancePath:instancePath+"/nodes/" + i0+"/pinned/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/nodes/items/properties/pinned/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
}
else {
const err186 = {instancePath:instancePath+"/nodes/" + i0+"/pinned",schemaPath:"#/properties/nodes/items/properties/pinned/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
if(data17.parent !== undefined){
let data67 = data17.parent;
if(typeof data67 === "string"){
if(!pattern6.test(data67)){
const err187 = {instancePath:instancePath+"/nodes/" + i0+"/parent",schemaPath:"#/properties/nodes/items/properties/parent/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
else {
const err188 = {instancePath:instancePath+"/nodes/" + i0+"/parent",schemaPath:"#/properties/nodes/items/properties/parent/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
const err189 = {instancePath:instancePath+"/nodes/" + i0,schemaPath:"#/properties/nodes/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
const err190 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
if(data.edges !== undefined){
let data68 = data.edges;
if(Array.isArray(data68)){
if(data68.length > 20000){
const err191 = {instancePath:instancePath+"/edges",schemaPath:"#/properties/edges/maxItems",keyword:"maxItems",params:{limit: 20000},message:"must NOT have more than 20000 items"};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
const len4 = data68.length;
for(let i4=0; i4<len4; i4++){
let data69 = data68[i4];
if(data69 && typeof data69 == "object" && !Array.isArray(data69)){
if(data69.from === undefined){
const err192 = {instancePath:instancePath+"/edges/" + i4,schemaPath:"#/properties/edges/items/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
if(data69.to === undefined){
const err193 = {instancePath:instancePath+"/edges/" + i4,schemaPath:"#/properties/edges/items/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
for(const key18 in data69){
if(!((key18 === "from") || (key18 === "to"))){
const err194 = {instancePath:instancePath+"/edges/" + i4,schemaPath:"#/properties/edges/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
}
if(data69.from !== undefined){
let data70 = data69.from;
if(typeof data70 === "string"){
if(data70.length > 170){
const err195 = {instancePath:instancePath+"/edges/" + i4+"/from",schemaPath:"#/properties/edges/items/properties/from/maxLength",keyword:"maxLength",params:{limit: 170},message:"must NOT have more than 170 characters"};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
if(!pattern10.test(data70)){
const err196 = {instancePath:instancePath+"/edges/" + i4+"/from",schemaPath:"#/properties/edges/items/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"+"\""};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
else {
const err197 = {instancePath:instancePath+"/edges/" + i4+"/from",schemaPath:"#/properties/edges/items/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
if(data69.to !== undefined){
let data71 = data69.to;
if(typeof data71 === "string"){
if(data71.length > 170){
const err198 = {instancePath:instancePath+"/edges/" + i4+"/to",schemaPath:"#/properties/edges/items/properties/to/maxLength",keyword:"maxLength",params:{limit: 170},message:"must NOT have more than 170 characters"};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
if(!pattern10.test(data71)){
const err199 = {instancePath:instancePath+"/edges/" + i4+"/to",schemaPath:"#/properties/edges/items/properties/to/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$"+"\""};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
else {
const err200 = {instancePath:instancePath+"/edges/" + i4+"/to",schemaPath:"#/properties/edges/items/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
}
else {
const err201 = {instancePath:instancePath+"/edges/" + i4,schemaPath:"#/properties/edges/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
}
else {
const err202 = {instancePath:instancePath+"/edges",schemaPath:"#/properties/edges/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
}
if(data.notes !== undefined){
let data72 = data.notes;
if(Array.isArray(data72)){
if(data72.length > 1000){
const err203 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
const len5 = data72.length;
for(let i5=0; i5<len5; i5++){
let data73 = data72[i5];
if(data73 && typeof data73 == "object" && !Array.isArray(data73)){
if(data73.id === undefined){
const err204 = {instancePath:instancePath+"/notes/" + i5,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
if(data73.text === undefined){
const err205 = {instancePath:instancePath+"/notes/" + i5,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "text"},message:"must have required property '"+"text"+"'"};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
if(data73.position === undefined){
const err206 = {instancePath:instancePath+"/notes/" + i5,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "position"},message:"must have required property '"+"position"+"'"};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
if(data73.size === undefined){
const err207 = {instancePath:instancePath+"/notes/" + i5,schemaPath:"#/properties/notes/items/required",keyword:"required",params:{missingProperty: "size"},message:"must have required property '"+"size"+"'"};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
for(const key19 in data73){
if(!((((key19 === "id") || (key19 === "text")) || (key19 === "position")) || (key19 === "size"))){
const err208 = {instancePath:instancePath+"/notes/" + i5,schemaPath:"#/properties/notes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
if(data73.id !== undefined){
let data74 = data73.id;
if(typeof data74 === "string"){
if(!pattern6.test(data74)){
const err209 = {instancePath:instancePath+"/notes/" + i5+"/id",schemaPath:"#/properties/notes/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
else {
const err210 = {instancePath:instancePath+"/notes/" + i5+"/id",schemaPath:"#/properties/notes/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
}
if(data73.text !== undefined){
let data75 = data73.text;
if(typeof data75 === "string"){
if(data75.length > 20000){
const err211 = {instancePath:instancePath+"/notes/" + i5+"/text",schemaPath:"#/properties/notes/items/properties/text/maxLength",keyword:"maxLength",params:{limit: 20000},message:"must NOT have more than 20000 characters"};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
}
else {
const err212 = {instancePath:instancePath+"/notes/" + i5+"/text",schemaPath:"#/properties/notes/items/properties/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
if(data73.position !== undefined){
let data76 = data73.position;
if(data76 && typeof data76 == "object" && !Array.isArray(data76)){
if(data76.x === undefined){
const err213 = {instancePath:instancePath+"/notes/" + i5+"/position",schemaPath:"#/properties/notes/items/properties/position/required",keyword:"required",params:{missingProperty: "x"},message:"must have required property '"+"x"+"'"};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
if(data76.y === undefined){
const err214 = {instancePath:instancePath+"/notes/" + i5+"/position",schemaPath:"#/properties/notes/items/properties/position/required",keyword:"required",params:{missingProperty: "y"},message:"must have required property '"+"y"+"'"};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
for(const key20 in data76){
if(!((key20 === "x") || (key20 === "y"))){
const err215 = {instancePath:instancePath+"/notes/" + i5+"/position",schemaPath:"#/properties/notes/items/properties/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
}
if(data76.x !== undefined){
let data77 = data76.x;
if(!((typeof data77 == "number") && (isFinite(data77)))){
const err216 = {instancePath:instancePath+"/notes/" + i5+"/position/x",schemaPath:"#/properties/notes/items/properties/position/properties/x/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data76.y !== undefined){
let data78 = data76.y;
if(!((typeof data78 == "number") && (isFinite(data78)))){
const err217 = {instancePath:instancePath+"/notes/" + i5+"/position/y",schemaPath:"#/properties/notes/items/properties/position/properties/y/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
}
}
else {
const err218 = {instancePath:instancePath+"/notes/" + i5+"/position",schemaPath:"#/properties/notes/items/properties/position/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
if(data73.size !== undefined){
let data79 = data73.size;
if(data79 && typeof data79 == "object" && !Array.isArray(data79)){
if(data79.width === undefined){
const err219 = {instancePath:instancePath+"/notes/" + i5+"/size",schemaPath:"#/properties/notes/items/properties/size/required",keyword:"required",params:{missingProperty: "width"},message:"must have required property '"+"width"+"'"};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
if(data79.height === undefined){
const err220 = {instancePath:instancePath+"/notes/" + i5+"/size",schemaPath:"#/properties/notes/items/properties/size/required",keyword:"required",params:{missingProperty: "height"},message:"must have required property '"+"height"+"'"};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
for(const key21 in data79){
if(!((key21 === "width") || (key21 === "height"))){
const err221 = {instancePath:instancePath+"/notes/" + i5+"/size",schemaPath:"#/properties/notes/items/properties/size/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key21},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
if(data79.width !== undefined){
let data80 = data79.width;
if(!((typeof data80 == "number") && (isFinite(data80)))){
const err222 = {instancePath:instancePath+"/notes/" + i5+"/size/width",schemaPath:"#/properties/notes/items/properties/size/properties/width/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
}
if(data79.height !== undefined){
let data81 = data79.height;
if(!((typeof data81 == "number") && (isFinite(data81)))){
const err223 = {instancePath:instancePath+"/notes/" + i5+"/size/height",schemaPath:"#/properties/notes/items/properties/size/properties/height/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
}
}
else {
const err224 = {instancePath:instancePath+"/notes/" + i5+"/size",schemaPath:"#/properties/notes/items/properties/size/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
}
else {
const err225 = {instancePath:instancePath+"/notes/" + i5,schemaPath:"#/properties/notes/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
}
else {
const err226 = {instancePath:instancePath+"/notes",schemaPath:"#/properties/notes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
}
if(data.groups !== undefined){
let data82 = data.groups;
if(Array.isArray(data82)){
if(data82.length > 1000){
const err227 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
const len6 = data82.length;
for(let i6=0; i6<len6; i6++){
let data83 = data82[i6];
if(data83 && typeof data83 == "object" && !Array.isArray(data83)){
if(data83.id === undefined){
const err228 = {instancePath:instancePath+"/groups/" + i6,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
if(data83.name === undefined){
const err229 = {instancePath:instancePath+"/groups/" + i6,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
if(data83.nodes === undefined){
const err230 = {instancePath:instancePath+"/groups/" + i6,schemaPath:"#/properties/groups/items/required",keyword:"required",params:{missingProperty: "nodes"},message:"must have required property '"+"nodes"+"'"};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
for(const key22 in data83){
if(!((((key22 === "id") || (key22 === "name")) || (key22 === "nodes")) || (key22 === "folded"))){
const err231 = {instancePath:instancePath+"/groups/" + i6,schemaPath:"#/properties/groups/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
if(data83.id !== undefined){
let data84 = data83.id;
if(typeof data84 === "string"){
if(!pattern6.test(data84)){
const err232 = {instancePath:instancePath+"/groups/" + i6+"/id",schemaPath:"#/properties/groups/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
else {
const err233 = {instancePath:instancePath+"/groups/" + i6+"/id",schemaPath:"#/properties/groups/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
}
if(data83.name !== undefined){
let data85 = data83.name;
if(typeof data85 === "string"){
if(data85.length > 200){
const err234 = {instancePath:instancePath+"/groups/" + i6+"/name",schemaPath:"#/properties/groups/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
if(data85.length < 1){
const err235 = {instancePath:instancePath+"/groups/" + i6+"/name",schemaPath:"#/properties/groups/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
}
else {
const err236 = {instancePath:instancePath+"/groups/" + i6+"/name",schemaPath:"#/properties/groups/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
}
if(data83.nodes !== undefined){
let data86 = data83.nodes;
if(Array.isArray(data86)){
if(data86.length > 5000){
const err237 = {instancePath:instancePath+"/groups/" + i6+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/maxItems",keyword:"maxItems",params:{limit: 5000},message:"must NOT have more than 5000 items"};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
if(data86.length < 1){
const err238 = {instancePath:instancePath+"/groups/" + i6+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
const len7 = data86.length;
for(let i7=0; i7<len7; i7++){
let data87 = data86[i7];
if(typeof data87 === "string"){
if(!pattern6.test(data87)){
const err239 = {instancePath:instancePath+"/groups/" + i6+"/nodes/" + i7,schemaPath:"#/properties/groups/items/properties/nodes/items/pattern",keyword:"pattern",params:{pattern: "^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"},message:"must match pattern \""+"^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$"+"\""};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
}
else {
const err240 = {instancePath:instancePath+"/groups/" + i6+"/nodes/" + i7,schemaPath:"#/properties/groups/items/properties/nodes/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
}
}
else {
const err241 = {instancePath:instancePath+"/groups/" + i6+"/nodes",schemaPath:"#/properties/groups/items/properties/nodes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
}
if(data83.folded !== undefined){
if(true !== data83.folded){
const err242 = {instancePath:instancePath+"/groups/" + i6+"/folded",schemaPath:"#/properties/groups/items/properties/folded/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
}
}
else {
const err243 = {instancePath:instancePath+"/groups/" + i6,schemaPath:"#/properties/groups/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
}
}
else {
const err244 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
if(data.requires !== undefined){
let data89 = data.requires;
if(data89 && typeof data89 == "object" && !Array.isArray(data89)){
if(Object.keys(data89).length > 200){
const err245 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/maxProperties",keyword:"maxProperties",params:{limit: 200},message:"must NOT have more than 200 properties"};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
for(const key23 in data89){
const _errs214 = errors;
if(typeof key23 === "string"){
if(key23.length > 214){
const err246 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames/maxLength",keyword:"maxLength",params:{limit: 214},message:"must NOT have more than 214 characters",propertyName:key23};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
if(!pattern15.test(key23)){
const err247 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames/pattern",keyword:"pattern",params:{pattern: "^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$"},message:"must match pattern \""+"^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$"+"\"",propertyName:key23};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
var valid55 = _errs214 === errors;
if(!valid55){
const err248 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/propertyNames",keyword:"propertyNames",params:{propertyName: key23},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
for(const key24 in data89){
let data90 = data89[key24];
if(typeof data90 === "string"){
if(data90.length > 100){
const err249 = {instancePath:instancePath+"/requires/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/requires/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
else {
const err250 = {instancePath:instancePath+"/requires/" + key24.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/requires/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
}
}
else {
const err251 = {instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
}
else {
const err252 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

