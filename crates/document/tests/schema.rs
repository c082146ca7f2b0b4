//! The published JSON Schema is the schema of the types. After a change of the
//! contract, `RENVOI_WRITE_SCHEMA=1 cargo test -p renvoi-document` writes it
//! anew.

use renvoi_document::Document;

#[test]
fn the_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/document.schema.json");
    let schema =
        serde_json::to_string_pretty(&schemars::schema_for!(Document)).expect("a schema") + "\n";
    if std::env::var_os("RENVOI_WRITE_SCHEMA").is_some() {
        std::fs::write(path, &schema).expect("the schema is written");
    }
    let published = std::fs::read_to_string(path).expect("the published schema");
    assert!(
        published == schema,
        "{path} is out of date: see the head of this test"
    );
}
