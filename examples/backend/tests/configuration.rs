//! What a configuration refuses, and what it does not tell.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use face_auth_example_backend::{Backend, ConfigError, StartError};
use face_auth_sandbox::Sandbox;

pub(crate) const DATABASE: common::database::Kind = common::database::Kind::Sqlite;

#[tokio::test]
async fn a_careless_configuration_does_not_start() {
    let sandbox = Sandbox::start(face_auth_sandbox::Config::default())
        .await
        .unwrap();
    let start = async |change: fn(&mut face_auth_example_backend::Config)| {
        let mut config = crate::common::config(&sandbox);
        change(&mut config);
        Backend::start(config).await.err().expect("must not start")
    };
    for key in [None, Some(String::new())] {
        let mut config = crate::common::config(&sandbox);
        config.vendor.signing_key = key;
        let error = Backend::start(config).await.err().expect("must not start");
        assert!(matches!(
            error,
            StartError::Config(ConfigError::NoSigningKey)
        ));
    }
    let error = start(|c| c.vendor.base_url = "http://ivs.example/".parse().unwrap()).await;
    assert!(matches!(
        error,
        StartError::Config(ConfigError::InsecureVendor)
    ));
    let error = start(|c| c.listen = ([0, 0, 0, 0], 0).into()).await;
    assert!(matches!(
        error,
        StartError::Config(ConfigError::NoPublicOrigin(_))
    ));
    let demo = face_auth_example_backend::Config::for_sandbox(
        sandbox.api_url().clone(),
        sandbox.frame_url().clone(),
    );
    for (listen, origin) in [
        ("0.0.0.0:0", "http://localhost:4000"),
        ("127.0.0.1:0", "https://bank.example"),
        ("127.0.0.1:0", "http://bank.example"),
    ] {
        let mut config = demo.clone();
        config.listen = listen.parse().unwrap();
        config.public_origin = Some(origin.to_owned());
        let error = Backend::start(config).await.err().expect("must not start");
        assert!(
            matches!(error, StartError::Config(ConfigError::DemoSigningKey)),
            "{origin}"
        );
    }
    let error = start(|c| c.extra_frame_sources = vec!["data:text/html,x".to_owned()]).await;
    assert!(matches!(
        error,
        StartError::Config(ConfigError::NotAnOrigin(_))
    ));
    let error = start(|c| c.page_origins = vec!["http://localhost:5173/".to_owned()]).await;
    assert!(matches!(
        error,
        StartError::Config(ConfigError::InexactPageOrigin(..))
    ));
    let error = start(|c| c.retention = Duration::from_secs(8 * 60 * 60)).await;
    assert!(matches!(
        error,
        StartError::Config(ConfigError::Retention(..))
    ));
    let error = start(|c| c.session_lifetime = Duration::ZERO).await;
    assert!(matches!(
        error,
        StartError::Config(ConfigError::Lifetime(_))
    ));
    sandbox.stop().await;
}

#[test]
fn the_demo_matches_the_sandboxs_defaults() {
    let address: url::Url = "http://127.0.0.1:1/".parse().unwrap();
    let demo = face_auth_example_backend::Config::for_sandbox(address.clone(), address);
    let sandbox = face_auth_sandbox::Config::default();
    assert_eq!(demo.vendor.api_key, sandbox.api_key);
    assert_eq!(demo.vendor.api_secret, sandbox.api_secret);
    for person in demo.persons {
        let known = |one: &face_auth_sandbox::ScanRef| one.scan_ref == person.scan_ref;
        assert!(sandbox.scan_refs.iter().any(known), "{}", person.id);
    }
}

#[test]
fn debug_output_holds_no_secret() {
    let address: url::Url = "http://127.0.0.1:1/".parse().unwrap();
    let mut config = face_auth_example_backend::Config::for_sandbox(address.clone(), address);
    config.vendor.api_key = "SECRET".to_owned();
    config.vendor.api_secret = "SECRET".to_owned();
    config.vendor.signing_key = Some("SECRET".to_owned());
    config.database = "postgres://host:SECRET@db.example/SECRET?x=SECRET".into();
    assert!(!format!("{config:?}").contains("SECRET"));
}
